// Runs the local stack for `task dev` until it is stopped, and prints its progress.

import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { startClerkProcess } from "./clerk_process.ts";
import { guide } from "./dev_guide.ts";
import type { DevOptions } from "./dev_options.ts";
import { isListening, requireFree } from "./ports.ts";
import { type Stack, startStack } from "./stack.ts";
import { complain, say } from "./terminal.ts";

const POLL_MS = 300;

/**
 * Starts the stack and prints the guide, which ends with `ready <MCP URL>`. Stops the stack when `ending` aborts.
 * @returns the exit code: 0 = stopped by `ending`, 1 = failed to start
 */
export async function runStack(options: DevOptions, ending: AbortSignal): Promise<number> {
  try {
    const stack = await start(options, ending);
    await aborted(ending);
    say("Local stack: stopping");
    await stack.stop();
    return 0;
  } catch (error) {
    if (ending.aborted) return 0;
    complain(`Local stack: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

async function start(options: DevOptions, signal: AbortSignal): Promise<Stack> {
  const { port, clerkPort, database, keyFile, publicUrl, clerkUrl } = options;
  requireFree(port, "gateway", "--port");
  requireFree(clerkPort, "Clerk stand-in", "--clerk-port");
  // After the abort, the parts only report that they end.
  const progress = (line: string) => void (signal.aborted || say(line));
  const stack = await startStack({
    port,
    database,
    watch: true,
    environment: settings(Deno.env.toObject()),
    signal,
    progress,
    startClerk: (clerk) => startClerkProcess(clerk, (line) => progress(`clerk | ${line}`)),
    clerk: {
      port: clerkPort,
      ...(keyFile && { keyFile }),
      ...(clerkUrl && { publicUrl: clerkUrl }),
    },
    ...(publicUrl && { publicUrl }),
  });
  try {
    for (const [name, origin] of stack.functions) await waitUntilUp(name, origin, signal);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  for (const line of guide(options, stack)) say(line);
  return stack;
}

/** The `MCP_…` variables of the developer's environment, which the functions get. */
export function settings(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.startsWith("MCP_")),
  );
}

// A watched function with broken code starts once the code is fixed; `ready` must wait for that. Only connects: the
// function would log a request, and its log would begin with an error.
async function waitUntilUp(name: string, origin: string, signal: AbortSignal): Promise<void> {
  const port = Number(new URL(origin).port);
  if (await isListening(port)) return;
  say(
    `Function ${name} did not start. Fix the error printed above; the function reloads when its code changes.`,
  );
  while (!(await isListening(port))) await delay(POLL_MS, undefined, { signal });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
