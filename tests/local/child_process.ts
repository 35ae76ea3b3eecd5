// Starts a program as a child of the local stack, passes its output on line by line and makes sure it
// ends. Knows nothing of what the program is.

import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { killWithThisProcess } from "./watchdog.ts";

/** How long a program may take to end by itself before it is killed. */
const GRACE_MS = 2_000;

export interface ChildOptions {
  /** Executable; default: the Deno that runs this. */
  program?: string | undefined;
  args: string[];
  /** The whole environment, apart from what {@link hostEnvironment} adds for Deno itself. */
  environment?: Record<string, string>;
  cwd?: string;
  /** What asks it to end; default: SIGTERM. */
  endSignal?: Deno.Signal;
  /** Gets every line the program writes, stdout and stderr alike, and that it ended by itself. */
  onLine: (line: string) => void;
}

export interface Child {
  readonly pid: number;
  /** Settles when it is gone and all its output was passed on. */
  readonly ended: Promise<void>;
  /** Ends it, by force if it does not listen; returns when it is gone. */
  stop(): Promise<void>;
}

/** Starts `<program> <args>` with an environment of its own. */
export function startChild(
  { program = Deno.execPath(), args, environment = {}, cwd, endSignal, onLine }: ChildOptions,
): Child {
  const child = new Deno.Command(program, {
    args,
    clearEnv: true,
    env: { ...hostEnvironment(), ...environment },
    ...(cwd && { cwd }),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = Promise.all([eachLine(child.stdout, onLine), eachLine(child.stderr, onLine)]);
  const callOff = killWithThisProcess(child.pid);
  let stopping = false;
  const ended = output.then(async () => {
    const { code, signal } = await child.status;
    await callOff();
    // Ctrl-C reaches the whole process group: then this process is about to stop its children anyway.
    if (!stopping && signal !== "SIGINT") onLine(`ended (${signal ?? `code ${code}`})`);
  });
  return { pid: child.pid, ended, stop: () => (stopping = true, stop(child, ended, endSignal)) };
}

async function stop(
  child: Deno.ChildProcess,
  ended: Promise<unknown>,
  endSignal: Deno.Signal = "SIGTERM",
): Promise<void> {
  signal(child, endSignal);
  // A program in an endless loop never gets to handle SIGTERM (`deno serve --watch` does that).
  const force = setTimeout(() => signal(child, "SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(force);
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it has ended already
  }
}

async function eachLine(output: ReadableStream<Uint8Array>, onLine: (line: string) => void) {
  const lines = createInterface({ input: Readable.from(output), crlfDelay: Infinity });
  for await (const line of lines) onLine(line);
}

// Where Deno finds its cache, the registry and the way out; nothing that a program of ours reads.
const FOR_DENO =
  /^(HOME|USERPROFILE|LOCALAPPDATA|XDG_CACHE_HOME|DENO_\w+|NPM_CONFIG_\w+|\w+_PROXY|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS)$/i;

function hostEnvironment(): Record<string, string> {
  const variables = Object.entries(Deno.env.toObject()).filter(([name]) => FOR_DENO.test(name));
  return { ...Object.fromEntries(variables), NO_COLOR: "1" };
}
