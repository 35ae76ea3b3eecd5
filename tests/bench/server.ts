// One contestant's process, and what it costs the machine. Counts are Linux's, from /proc.

import { startChild } from "../local/child_process.ts";
import { complain } from "../local/terminal.ts";
import type { Contestant } from "./contestants.ts";
import type { Runtime } from "./runtimes.ts";
import { mustRun } from "../suites/program.ts";

export interface Server {
  /** Where messages are posted to. */
  url: string;
  /** Processor time so far in microseconds, in steps of 10,000. */
  processorTime(): number;
  /** Resident memory in bytes. */
  residentMemory(): number;
  stop(): Promise<void>;
}

/** Without a folder of packages, which the platform has not either. */
const FLAGS = ["-A", "--no-check", "--node-modules-dir=none", "--host=127.0.0.1", "--port=0"];

const [MEGA, CLOCK_TICKS] = [1_000_000, Number((await mustRun("getconf", ["CLK_TCK"])).stdout)];

/**
 * Starts a contestant and waits until it listens.
 * @param environment all of its variables but the runtime's own
 * @throws Error with what it printed if it ends instead
 */
export async function startServer(
  { module }: Pick<Contestant, "module">,
  environment: Record<string, string>,
  { program, environment: own, locks }: Runtime,
): Promise<Server> {
  const listening = Promise.withResolvers<number>();
  const lines: string[] = [];
  const child = startChild({
    program,
    args: ["serve", ...FLAGS, `--lock=${locks}/${module.replaceAll("/", "_")}.lock`, module],
    environment: { ...environment, ...own },
    onLine: (line) => {
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) listening.resolve(Number(port));
      else if (lines.push(line) > 20) complain(`${module} | ${line}`);
    },
  });
  void child.ended.then(() => listening.reject(new Error(`${module}:\n${lines.join("\n")}`)));
  const { pid, stop } = child;
  return {
    url: `http://127.0.0.1:${await listening.promise}/mcp`,
    processorTime: () => processorTimeOf(pid),
    residentMemory: () => residentMemoryOf(pid),
    stop,
  };
}

/** Microseconds of processor time of a process so far, in steps of 10,000. */
// Fields 14 and 15 (proc(5)); the second, the program's name, may hold spaces.
export function processorTimeOf(pid: number): number {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * (MEGA / CLOCK_TICKS);
}

function residentMemoryOf(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
