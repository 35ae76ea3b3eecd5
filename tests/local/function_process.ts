// Runs one Edge Function in its own process, with the Edge Runtime's permissions.

import { fileURLToPath, pathToFileURL } from "node:url";
import { startChild } from "./child_process.ts";
import { forbiddenIn } from "./log_scan.ts";
import { freePort } from "./ports.ts";

/** Deno's watcher prints this when broken code stopped and it waits for a change. */
const AWAITS_CHANGE = "Watcher Process failed";

/** Deno executable for the functions, for example 2.1.4; default: the current one. */
const FUNCTIONS_DENO = Deno.env.get("FUNCTIONS_DENO");

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const RUNTIME = fileURLToPath(new URL("./edge_runtime/main.ts", import.meta.url));

interface FunctionOptions {
  /** Name of the function and its folder. */
  name: string;
  /** Folder of all functions. */
  folder: string;
  /** All variables that the function can read. */
  environment: Record<string, string>;
  /**
   * Deno executable that runs the function as the platform does: with its own deno.json, without this project's
   * configuration.
   */
  platformDeno?: string | undefined;
  /** Origin that replaces `SUPABASE_URL`, if that does not resolve. */
  gateway?: string | undefined;
  /** Entry point; default: the Edge Runtime emulation. */
  runtime?: string | undefined;
  /** Reload when a file of the function changes. */
  watch?: boolean;
  /** Called with each line that the function prints, and with its state changes. */
  onLine: (line: string) => void;
  /** Aborts the start. */
  signal?: AbortSignal | undefined;
}

/** A started function. It may restart or fail later. */
export interface LocalFunction {
  /** Its address, for example `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Its process id; a watched function restarts within the same process. */
  readonly pid: number;
  /** How its process ended; a watched function does not end when its code fails. */
  readonly status: Promise<Deno.CommandStatus>;
  /**
   * Stops the function.
   * @throws Error if it logged forbidden data, unless it is watched (under development)
   */
  stop(): Promise<void>;
}

/**
 * Starts a function and waits until it listens. A watched function with broken code counts as started: it runs once
 * the code is fixed.
 * @throws Error with the function's last lines if it ends instead; the reason of `signal` if that aborts
 */
export async function startFunction(options: FunctionOptions): Promise<LocalFunction> {
  const { name, environment, signal } = options;
  // A watched function must keep its port across restarts; others let the system choose.
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
      const forbidden = forbiddenIn(line);
      if (forbidden !== undefined) faults.add(forbidden);
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
      throw new Error(`the log of function ${name} contains ${[...faults].join(", ")}`);
    };
    return { origin, pid: child.pid, status: child.status, stop };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function denoArguments({ name, folder, platformDeno, watch }: FunctionOptions): string[] {
  return [
    "run",
    // The project's configuration has the lock file: the function runs the tested versions.
    platformDeno ? `--config=${folder}/${name}/deno.json` : "--config=deno.json",
    // As on the Edge Runtime: no run, ffi or write, reading only code, denied without a prompt.
    "--allow-env",
    "--allow-net",
    `--allow-read=${folder}`,
    "--allow-sys=hostname",
    "--no-prompt",
    // Another Deno version may not support this lock file or the packages' types.
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
 * Handles each line that a function's process prints.
 * @param lines collects the lines until the function has started
 * @param start called with the port when it has started; 0 = its code is broken
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

// Drops messages of Deno's watcher.
function readable(line: string): string | undefined {
  return line.startsWith("Watcher") && !line.includes("change detected") ? undefined : line;
}
