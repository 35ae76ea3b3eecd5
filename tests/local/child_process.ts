// Starts a child process, forwards its output line by line, and makes sure that it ends.

import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { killWithThisProcess } from "./watchdog.ts";

/** Time to end after the signal, before the process is killed. */
const GRACE_MS = 2_000;

interface ChildOptions {
  /** Executable; default: the current Deno. */
  program?: string | undefined;
  args: string[];
  /** The complete environment, except for what {@link hostEnvironment} adds for Deno. */
  environment?: Record<string, string>;
  cwd?: string;
  /** Signal that ends the process; default: SIGTERM. */
  endSignal?: Deno.Signal;
  /** Called with each line of stdout and stderr, and with a line if the process ends by itself. */
  onLine: (line: string) => void;
}

export interface Child {
  readonly pid: number;
  /** Settles when the process has ended and all output was forwarded. */
  readonly ended: Promise<void>;
  /** How the process ended. */
  readonly status: Promise<Deno.CommandStatus>;
  /** Ends the process, with SIGKILL if necessary, and waits for its end. */
  stop(): Promise<void>;
}

/** Starts `<program> <args>` with only the given environment. */
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
  const cancelKill = killWithThisProcess(child.pid);
  let stopping = false;
  const ended = output.then(async () => {
    const { code, signal } = await child.status;
    await cancelKill();
    // Ctrl-C reaches the whole process group, and this process is about to stop its children.
    if (!stopping && signal !== "SIGINT") onLine(`ended (${signal ?? `code ${code}`})`);
  });
  return {
    pid: child.pid,
    ended,
    status: child.status,
    stop: () => (stopping = true, stop(child, ended, endSignal)),
  };
}

async function stop(
  child: Deno.ChildProcess,
  ended: Promise<unknown>,
  endSignal: Deno.Signal = "SIGTERM",
): Promise<void> {
  signal(child, endSignal);
  // A process in an endless loop cannot handle SIGTERM (`deno serve --watch` can be in one).
  const force = setTimeout(() => signal(child, "SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(force);
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // already ended
  }
}

async function eachLine(output: ReadableStream<Uint8Array>, onLine: (line: string) => void) {
  const lines = createInterface({ input: Readable.from(output), crlfDelay: Infinity });
  for await (const line of lines) onLine(line);
}

// Variables of Deno itself: cache, registry, proxies, certificates. Our programs read none of them.
const FOR_DENO =
  /^(HOME|USERPROFILE|LOCALAPPDATA|XDG_CACHE_HOME|DENO_\w+|NPM_CONFIG_\w+|\w+_PROXY|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS)$/i;

function hostEnvironment(): Record<string, string> {
  const variables = Object.entries(Deno.env.toObject()).filter(([name]) => FOR_DENO.test(name));
  return { ...Object.fromEntries(variables), NO_COLOR: "1" };
}
