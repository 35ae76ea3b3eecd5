// The command line of `deno task dev`. Imports no package: the first line must be printed before any download.

import { parseArgs } from "node:util";
import type { DatabaseLocation } from "./database.ts";

export const USAGE = `Usage: deno task dev [options]

  --port 54321              port of the gateway on 127.0.0.1
  --clerk-port <port>       port of the Clerk stand-in; default: --port + 9
  --ephemeral               store nothing: database in memory, new signing key
  --database postgres://…   PostgreSQL database to use instead of PGlite
  --public-url https://…    public URL of the gateway, such as a tunnel
  --clerk-url https://…     public URL of the Clerk stand-in`;

export interface DevOptions {
  port: number;
  clerkPort: number;
  database: DatabaseLocation;
  /** File of the Clerk stand-in's signing key; absent = a new key. */
  keyFile?: string;
  /** Origin of the gateway for clients. */
  publicUrl?: string;
  /** Origin of the Clerk stand-in for clients. */
  clerkUrl?: string;
}

/**
 * Reads the arguments.
 * @param home folder for the stack's data
 * @throws Error with a message about the wrong argument
 */
export function readDevOptions(args: string[], home: string): DevOptions {
  const { values } = parseArgs({
    args,
    options: {
      "port": { type: "string", default: "54321" },
      "clerk-port": { type: "string" },
      "ephemeral": { type: "boolean", default: false },
      "database": { type: "string" },
      "public-url": { type: "string" },
      "clerk-url": { type: "string" },
    },
  });
  const port = parsePort("--port", values.port);
  const clerkPort = parsePort("--clerk-port", values["clerk-port"] ?? String(port + 9));
  if (port === clerkPort) throw new Error("--port and --clerk-port must differ");
  const publicUrl = values["public-url"] && parseOrigin("--public-url", values["public-url"]);
  const clerkUrl = values["clerk-url"] && parseOrigin("--clerk-url", values["clerk-url"]);
  return {
    port,
    clerkPort,
    database: locate(values.database, values.ephemeral, home),
    ...(!values.ephemeral && { keyFile: `${home}/clerk.json` }),
    ...(publicUrl && { publicUrl }),
    ...(clerkUrl && { clerkUrl }),
  };
}

function parsePort(flag: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${flag} must be a port, 1 to 65535, not ${text}`);
}

function locate(url: string | undefined, ephemeral: boolean, home: string): DatabaseLocation {
  if (url === undefined) {
    return ephemeral ? { kind: "memory" } : { kind: "folder", path: `${home}/database` };
  }
  if (ephemeral) throw new Error("--ephemeral and --database exclude each other");
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) {
    return { kind: "postgres", url };
  }
  throw new Error("--database must be a URL like postgres://user:password@127.0.0.1:5432/name");
}

// Clients compare URLs built from it as strings, so it must be in canonical form.
function parseOrigin(flag: string, text: string): string {
  const origin = text.replace(/\/$/, "");
  const isLocal = /^http:\/\/(127\.\d+\.\d+\.\d+|localhost)(:\d+)?$/.test(origin);
  const isPublic = origin.startsWith("https://");
  if ((isPublic || isLocal) && URL.canParse(origin) && new URL(origin).origin === origin) {
    return origin;
  }
  throw new Error(`${flag} must be an origin like https://example.trycloudflare.com, not ${text}`);
}
