// A PostgreSQL server that lives for one run: own data folder, own port of the loopback interface, own
// socket folder, own password, so that it can be taken for no other. Knows nothing of Supabase.

import { type Child, startChild } from "../../local/child_process.ts";
import type { Part } from "../../local/parts.ts";
import { freePort } from "../../local/ports.ts";
import { PROGRAMS } from "./debian.ts";
import { mustRun, run } from "../program.ts";

export interface Server extends Part {
  readonly port: number;
  /** Of its first process, the parent of all others. */
  pid(): number;
  /** Of every user that may log in. */
  readonly password: string;
  /** Kills all of its processes at once, as a power cut would but for what the kernel has yet to write. */
  crash(): Promise<void>;
  /** Starts it again on what it left, at the same port; it answers when this returns. */
  restart(): Promise<void>;
}

/** A program with its arguments. */
type Command = [program: string, args: string[]];

// Nothing has to outlive the machine.
const SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * Starts an empty server.
 * @param superuser the only user there is
 * @param more settings, each `name=value`
 * @throws Error with what it printed if it does not start
 */
export async function startServer(superuser: string, more: string[] = []): Promise<Server> {
  const home = await Deno.makeTempDir({ prefix: "postgres-" });
  const remove = () => Deno.remove(home, { recursive: true });
  try {
    const password = crypto.randomUUID();
    const asUser = await unprivileged(home);
    await initialize(home, superuser, password, asUser);
    const port = freePort();
    const start = () => listen(home, [`port=${port}`, ...SETTINGS, ...more], asUser);
    let running = await start();
    return {
      port,
      pid: () => running.pid,
      password,
      crash: () => killAll(running),
      restart: async () => void (running = await start()),
      stop: () => running.stop().then(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

// PostgreSQL refuses to run as root; Debian's package brings a user for it.
async function unprivileged(home: string): Promise<(...command: Command) => Command> {
  if (Deno.uid() !== 0) return (...command) => command;
  const [uid, gid] = await Promise.all(["-u", "-g"].map(async (which) => {
    return Number((await mustRun("id", [which, "postgres"])).stdout);
  })) as [number, number];
  await Deno.chown(home, uid, gid);
  const as = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  return (program, args) => ["setpriv", [...as, program, ...args]];
}

async function initialize(
  home: string,
  superuser: string,
  password: string,
  asUser: (...command: Command) => Command,
): Promise<void> {
  // Readable by the owner of the folder alone, as the folder is.
  await Deno.writeTextFile(`${home}/password`, password);
  const data = ["-D", `${home}/data`, "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"];
  const access = [`--username=${superuser}`, "--auth=scram-sha-256", `--pwfile=${home}/password`];
  await mustRun(...asUser(`${PROGRAMS}/initdb`, [...data, ...access]), { cwd: home });
}

async function listen(
  home: string,
  settings: string[],
  asUser: (...command: Command) => Command,
): Promise<Child> {
  const here = ["listen_addresses=127.0.0.1", `unix_socket_directories=${home}`];
  const options = [...here, ...settings].flatMap((setting) => ["-c", setting]);
  const [program, args] = asUser(`${PROGRAMS}/postgres`, ["-D", `${home}/data`, ...options]);
  const { promise: ready, resolve } = Promise.withResolvers<true>();
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    if (line.includes("database system is ready to accept connections")) resolve(true);
  };
  // SIGTERM would wait for clients.
  const child = startChild({ program, args, cwd: home, endSignal: "SIGINT", onLine });
  if (await Promise.race([ready, child.ended])) return child;
  throw new Error(`PostgreSQL ended while starting:\n${lines.join("\n")}`);
}

async function killAll({ pid, ended }: Child): Promise<void> {
  // The first one first, or it would tidy up after the others.
  await run("kill", ["-9", String(pid)]);
  await run("pkill", ["-9", "--parent", String(pid)]);
  await ended;
}
