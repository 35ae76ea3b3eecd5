// Runs the Clerk stand-in in its own process, which a developer can stop and restart.

import { fileURLToPath } from "node:url";
import { publishableKeyOf, SECRET_KEY } from "./clerk/api_keys.ts";
import type { ClerkOptions } from "./clerk/options.ts";
import { startChild } from "./child_process.ts";
import type { RunningClerk } from "./clerk_host.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const MAIN = "tests/local/clerk/main.ts";

/**
 * Starts the process and waits until it answers.
 * @param options only `port`, `keyFile` and `publicUrl` are passed to the process
 * @param onLine called with each line it prints, and when it ends
 * @throws Error if it ends instead
 */
export async function startClerkProcess(
  options: ClerkOptions,
  onLine: (line: string) => void,
): Promise<RunningClerk> {
  const args = ["run", "-A", MAIN, ...flagsOf(options)];
  const { ready, read } = readLines(onLine);
  const child = startChild({ args, cwd: PROJECT, onLine: read });
  const issuer = await Promise.race([ready, child.ended.then(() => undefined)]);
  if (issuer === undefined) throw new Error("the Clerk stand-in ended while starting");
  return {
    issuer,
    apiUrl: options.port ? `http://127.0.0.1:${options.port}` : issuer,
    publishableKey: publishableKeyOf(issuer),
    secretKey: SECRET_KEY,
    byHand: { takeDown: `kill ${child.pid}`, bringBack: ["npx -y deno@2.9.6", ...args].join(" ") },
    stop: child.stop,
  };
}

/** Expected warnings of oidc-provider: it prefers Node.js and its own body parser. */
const KNOWN_WARNINGS = /oidc-provider WARNING: (Unsupported runtime|already parsed request body)/;

function flagsOf({ port, keyFile, publicUrl }: ClerkOptions): string[] {
  return [
    ...(port ? ["--port", String(port)] : []),
    ...(keyFile ? ["--key-file", keyFile] : []),
    ...(publicUrl ? ["--public-url", publicUrl] : []),
  ];
}

// The process prints `clerk <issuer>` when it listens.
function readLines(onLine: (line: string) => void) {
  const { promise: ready, resolve } = Promise.withResolvers<string>();
  const read = (line: string) => {
    const issuer = /^clerk (\S+)$/.exec(line)?.[1];
    if (issuer) resolve(issuer);
    else if (!KNOWN_WARNINGS.test(line)) onLine(line);
  };
  return { ready, read };
}
