// A function of the project in a process whose CPU and memory are read.

import { fileURLToPath } from "node:url";
import { platformVariables, projectVariables } from "../../local/function_environment.ts";
import { type LocalFunction, startFunction } from "../../local/function_process.ts";
import { FUNCTIONS, type Stack } from "../../local/stack.ts";
import { COLLECTED } from "./words.ts";

const RUNTIME = fileURLToPath(new URL("./measured_runtime.ts", import.meta.url));
/** The heap of the platform: a function that needs more dies there, too. */
const V8_FLAGS = "--expose-gc,--max-old-space-size=256";
/** A process that is dead or busy collects nothing. */
const COLLECTING_MS = 20_000;

/** No quota may end the search. Handshakes need no sign-in: refused requests cost less. */
const NO_LIMITS = {
  MCP_SIGN_IN: "call",
  MCP_CALLS_PER_MINUTE: "10000000",
  MCP_QUOTA_ARTIFACTS: "2000000000",
  MCP_QUOTA_BYTES: "2000000000",
  MCP_PROJECT_BYTES: "20000000000",
};

export interface MeasuredFunction extends LocalFunction {
  readonly name: string;
  /** Returns when all garbage is collected. */
  collect(): Promise<void>;
}

export async function startMeasured(
  stack: Stack,
  name: string,
  variables: Record<string, string> = {},
): Promise<MeasuredFunction> {
  let collected = Promise.withResolvers<void>();
  const running = await startFunction({
    name,
    folder: FUNCTIONS,
    gateway: stack.origin,
    runtime: RUNTIME,
    environment: {
      ...platformVariables(),
      ...projectVariables(stack.clerk, stack.mcpUrl),
      SUPABASE_FUNCTION_SLUG: name,
      SB_EXECUTION_ID: crypto.randomUUID(),
      DENO_V8_FLAGS: V8_FLAGS,
      ...NO_LIMITS,
      ...variables,
    },
    onLine: (line) => line === COLLECTED && collected.resolve(),
  });
  const collect = async () => {
    collected = Promise.withResolvers();
    const timer = setTimeout(collected.resolve, COLLECTING_MS);
    try {
      Deno.kill(running.pid, "SIGUSR2");
      await collected.promise;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  return { ...running, name, collect };
}
