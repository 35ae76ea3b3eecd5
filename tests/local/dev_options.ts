// The command line of `deno task dev`. No package may be imported here: the first line of output must
// come before any is downloaded.

import { parseArgs } from "node:util";
import type { DatabaseLocation } from "./database.ts";

export const USAGE = `Usage: deno task dev [options]

  --port 54321              port of the gateway on 127.0.0.1
  --clerk-port <port>       port of the Clerk stand-in; default: the gateway's + 9
  --ephemeral               keep nothing: database in memory, new signing key
  --database postgres://…   a PostgreSQL database instead of the built-in one
  --public-url https://…    what clients type instead of the gateway's address: a tunnel to it
  --clerk-url https://…     the same for the Clerk stand-in`;

export interface DevOptions {
  port: number;
  clerkPort: number;
  database: DatabaseLocation;
  /** File of the Clerk stand-in's signing key; absent = a new key. */
  keyFile?: string;
  /** Origin. */
  publicUrl?: string;
  /** Origin. */
  clerkUrl?: string;
}

/**
 * Reads the arguments.
 * @param home folder in which the stack keeps its data
 * @throws Error with a sentence about the argument that is wrong
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

// Clients compare what is built from it as strings, so only the form every parser gives back will do.
function parseOrigin(flag: string, text: string): string {
  const origin = text.replace(/\/$/, "");
  const isLocal = /^http:\/\/(127\.\d+\.\d+\.\d+|localhost)(:\d+)?$/.test(origin);
  const isPublic = origin.startsWith("https://");
  if ((isPublic || isLocal) && URL.canParse(origin) && new URL(origin).origin === origin) {
    return origin;
  }
  throw new Error(`${flag} must be an origin like https://example.trycloudflare.com, not ${text}`);
}
