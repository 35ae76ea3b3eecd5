// Runs one Edge Function in a process of its own, with the permissions the Edge Runtime gives. Knows no
// function by name.

import { fileURLToPath, pathToFileURL } from "node:url";
import { startChild } from "./child_process.ts";
import { faultOf } from "./log_scan.ts";
import { freePort } from "./ports.ts";

/** What Deno's watcher says once it would notice a change of code that does not run. */
const AWAITS_CHANGE = "Watcher Process failed";

/** Another Deno for the functions, such as the Edge Runtime's level; default: the one that runs this. */
const FUNCTIONS_DENO = Deno.env.get("FUNCTIONS_DENO");

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const RUNTIME = fileURLToPath(new URL("./edge_runtime/main.ts", import.meta.url));

export interface FunctionOptions {
  /** The function's name = its folder's. */
  name: string;
  /** Folder of all functions. */
  folder: string;
  /** Everything the function may read with `Deno.env`. */
  environment: Record<string, string>;
  /**
   * Executable of a Deno that runs the function as the platform does: with its own deno.json, and
   * nothing of this project around it.
   */
  platformDeno?: string | undefined;
  /** Origin to which `SUPABASE_URL` leads, if that is only a name. */
  gateway?: string | undefined;
  /** File that serves the function; default: the Edge Runtime's emulation. */
  runtime?: string | undefined;
  /** Loads it anew whenever one of its files changes. */
  watch?: boolean;
  /** Gets what the function prints and what happens to it. */
  onLine: (line: string) => void;
  /** Gives up waiting. */
  signal?: AbortSignal | undefined;
}

/** One function that was started; it may still be restarting or broken at any later time. */
export interface LocalFunction {
  /** Where it listens, for example `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Of its process; a watched one restarts within it. */
  readonly pid: number;
  /**
   * Ends it.
   * @throws Error when it printed what must not be in a log, unless it is watched: then somebody works on it
   */
  stop(): Promise<void>;
}

/**
 * Starts a function and waits until it listens. A watched function that does not compile counts as
 * started: it comes up as soon as its code is mended.
 * @throws Error with the function's last lines if it ends instead, the reason of `signal` if that aborts
 */
export async function startFunction(options: FunctionOptions): Promise<LocalFunction> {
  const { name, environment, signal } = options;
  // A watched one must come back where it was; any other takes one that is surely free.
  const fixedPort = options.watch ? freePort() : 0;
  const started = Promise.withResolvers<number>();
  const lines: string[] = [];
  const faults = new Set<string>();
  const read = reader(options, lines, (port) => started.resolve(port || fixedPort));
  const child = startChild({
    program: options.platformDeno ?? FUNCTIONS_DENO,
    args: [...denoArguments(options), ...runtimeArguments(fixedPort, options)],
    environment,
    cwd: options.platformDeno ? options.folder : PROJECT,
    onLine: (line) => {
      const fault = faultOf(line);
      if (fault !== undefined) faults.add(fault);
      read(line);
    },
  });
  void child.ended.then(() =>
    started.reject(new Error(`function ${name} ended while starting:\n${lines.join("\n")}`))
  );
  signal?.addEventListener("abort", () => started.reject(signal.reason), { once: true });
  try {
    const origin = `http://127.0.0.1:${await started.promise}`;
    const stop = async () => {
      await child.stop();
      if (faults.size === 0 || options.watch) return;
      throw new Error(`the log of function ${name} holds ${[...faults].join(", ")}`);
    };
    return { origin, pid: child.pid, stop };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function denoArguments({ name, folder, platformDeno, watch }: FunctionOptions): string[] {
  return [
    "run",
    // The root's configuration brings the lock file: the function runs what the tests test.
    platformDeno ? `--config=${folder}/${name}/deno.json` : "--config=deno.json",
    // No run, ffi or write, and nothing to be read but code, as on the Edge Runtime; denied without asking.
    "--allow-env",
    "--allow-net",
    `--allow-read=${folder}`,
    "--allow-sys=hostname",
    "--no-prompt",
    // Another version may not read this one's lock file, nor the packages' types.
    ...(platformDeno ?? FUNCTIONS_DENO ? ["--no-lock", "--no-check"] : []),
    ...(watch ? ["--watch", "--no-clear-screen"] : ["--quiet"]),
  ];
}

function runtimeArguments(port: number, options: FunctionOptions): string[] {
  const { name, folder, environment, gateway = "", runtime = RUNTIME } = options;
  const file = pathToFileURL(`${folder}/${name}/index.ts`).href;
  return [runtime, file, String(port), gateway, ...Object.keys(environment)];
}

/**
 * What is done with each line that a function's process prints.
 * @param lines gets them until it has started
 * @param start gets the port when it has, 0 when its code must be mended first
 */
function reader(
  { watch, onLine }: FunctionOptions,
  lines: string[],
  start: (port: number) => void,
): (line: string) => void {
  let starting = true;
  return (line) => {
    if (starting) lines.push(line);
    const port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port !== undefined || (watch && line.startsWith(AWAITS_CHANGE))) {
      starting = false;
      start(Number(port ?? 0));
    }
    const shown = port === undefined ? readable(line) : "up";
    if (shown !== undefined) onLine(shown);
  };
}

// Deno's watcher speaks of its own doings.
function readable(line: string): string | undefined {
  return line.startsWith("Watcher") && !line.includes("change detected") ? undefined : line;
}
