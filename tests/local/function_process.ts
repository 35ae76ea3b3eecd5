// Runs one Edge Function in a process of its own, with the permissions the Edge Runtime gives. Knows no
// function by name.

import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "./child_process.ts";
import { freePort } from "./ports.ts";

/** Another Deno for the functions, such as the Edge Runtime's level; default: the one that runs this. */
const FUNCTIONS_DENO = Deno.env.get("FUNCTIONS_DENO");

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

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
  stop(): Promise<void>;
}

/**
 * Starts a function and waits until it answers. A watched function that does not compile counts as
 * started: it comes up as soon as its code is mended.
 * @throws Error with the function's last lines if it ends instead, the reason of `signal` if that aborts
 */
export async function startFunction(options: FunctionOptions): Promise<LocalFunction> {
  // Chosen here and not by the function, since a watched one must come back where it was.
  const port = freePort();
  const lines: string[] = [];
  let starting = true;
  const child = startChild({
    program: options.platformDeno ?? FUNCTIONS_DENO,
    args: [...serveArguments(port, options), `${options.folder}/${options.name}/index.ts`],
    environment: options.environment,
    cwd: options.platformDeno ? options.folder : PROJECT,
    onLine: (line) => {
      if (starting) lines.push(line);
      const shown = readable(line);
      if (shown !== undefined) options.onLine(shown);
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilStarted({ ...options, url: `${origin}/${options.name}`, child, lines });
  } catch (error) {
    await child.stop();
    throw error;
  }
  starting = false;
  return { origin, stop: child.stop };
}

function serveArguments(port: number, options: FunctionOptions): string[] {
  const { folder, name, platformDeno, watch } = options;
  return [
    "serve",
    // The root's configuration brings the lock file: the function runs what the tests test.
    platformDeno ? `--config=${folder}/${name}/deno.json` : "--config=deno.json",
    "--host=127.0.0.1",
    `--port=${port}`,
    // No run, ffi or write, as on the Edge Runtime; denied without asking.
    "--allow-env",
    "--allow-net",
    "--allow-read",
    "--allow-sys=hostname",
    "--no-prompt",
    // Another version may not read this one's lock file, nor the packages' types.
    ...(platformDeno ?? FUNCTIONS_DENO ? ["--no-lock", "--no-check"] : []),
    ...(watch ? ["--watch", "--no-clear-screen"] : ["--quiet"]),
  ];
}

interface Starting extends FunctionOptions {
  url: string;
  child: Child;
  lines: string[];
}

async function untilStarted({ name, url, child, lines, watch, signal }: Starting): Promise<void> {
  let running = true;
  void child.ended.then(() => running = false);
  while (running && !(await answers(url))) {
    signal?.throwIfAborted();
    if (watch && lines.some((line) => line.startsWith("error: "))) return;
    await delay(50);
  }
  if (!running) throw new Error(`function ${name} ended while starting:\n${lines.join("\n")}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false; // does not listen yet
  }
}

// Deno's watcher speaks of its own doings, and of an address that is nobody's business here.
function readable(line: string): string | undefined {
  if (line.startsWith("deno serve: Listening")) return "up";
  return line.startsWith("Watcher") && !line.includes("change detected") ? undefined : line;
}
