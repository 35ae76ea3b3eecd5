// Runs the local stack for a developer until told to stop. Knows the terminal only by its lines.

import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { startClerkProcess } from "./clerk_process.ts";
import { guide } from "./dev_guide.ts";
import type { DevOptions } from "./dev_options.ts";
import { requireFree } from "./ports.ts";
import { type Stack, startStack } from "./stack.ts";
import { complain, say } from "./terminal.ts";

const POLL_MS = 300;

/**
 * Starts the stack, prints how to use it and, last, `ready <MCP URL>`; ends it when `ending` aborts.
 * @returns the exit code: 0 when it was told to stop, 1 when it could not start
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
  // Whatever the parts say about ending is no news then.
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
    for (const url of stack.functions) await untilItAnswers(url, signal);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  for (const line of guide(options, stack)) say(line);
  return stack;
}

/** The server's own settings, as a developer gives them to `task dev`: every `MCP_…` variable. */
export function settings(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => name.startsWith("MCP_")),
  );
}

// `ready` must mean it: a function whose code does not run from the start comes up once that is mended.
async function untilItAnswers(url: string, signal: AbortSignal): Promise<void> {
  const isUp = async () => {
    const response = await fetch(url, { signal });
    await response.body?.cancel();
    return response.status !== 503;
  };
  if (await isUp()) return;
  say(
    `${url} does not answer: mend what it printed above, it is loaded anew when its code changes`,
  );
  while (!(await isUp())) await delay(POLL_MS, undefined, { signal });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
