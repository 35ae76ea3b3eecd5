// CPU time and memory of processes, as Linux counts them. A clock would count waiting, and other programs, too.

/** Of `/proc/<pid>/stat`: 100 a second (`getconf CLK_TCK`). */
const MS_PER_TICK = 10;

/** Milliseconds of CPU that all threads of a process have taken; 0 when it is gone. */
export function cpuOf(pid: number): number {
  const { own } = ticksOf(pid);
  return own * MS_PER_TICK;
}

/** The same of a process with its children, those that have ended included. */
export function cpuOfFamily(pid: number): number {
  const { own, ended } = ticksOf(pid);
  const living = childrenOf(pid).reduce((sum, child) => sum + ticksOf(child).own, 0);
  return (own + ended + living) * MS_PER_TICK;
}

export function isAlive(pid: number): boolean {
  return read(`/proc/${pid}/stat`) !== "" && !/\) Z /.test(read(`/proc/${pid}/stat`));
}

/** MiB that a process holds now, or has held at most since {@link resetPeak}. */
export function memoryOf(pid: number, which: "VmRSS" | "VmHWM"): number {
  const kibibytes = new RegExp(`^${which}:\\s+(\\d+) kB`, "m").exec(read(`/proc/${pid}/status`));
  return Number(kibibytes?.[1] ?? 0) / 1024;
}

/** Resets the peak to the current use. */
export function resetPeak(pid: number): void {
  Deno.writeTextFileSync(`/proc/${pid}/clear_refs`, "5");
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

function ticksOf(pid: number): { own: number; ended: number } {
  // The name, in parentheses, may hold blanks.
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
  return { own: user + system, ended: endedUser + endedSystem };
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // it has ended
  }
}
