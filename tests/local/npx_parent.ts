// Notices that npx is gone. It dies of SIGTERM without passing it on, and what it started would run on
// with nobody left to end it. No package may be imported here: see dev.ts.

import process from "node:process";

/** npx, a shell, `deno task`, this process. */
const MAX_LEVELS = 4;
const INTERVAL_MS = 500;

/** Calls `then` once the npx that started this process has ended; never, if it was none. */
export async function whenNpxIsGone(then: () => void): Promise<void> {
  const npx = await findNpx();
  if (npx === undefined) return;
  const timer = setInterval(() => {
    if (isRunning(npx)) return;
    clearInterval(timer);
    then();
  }, INTERVAL_MS);
  Deno.unrefTimer(timer);
}

async function findNpx(): Promise<number | undefined> {
  let pid = Deno.ppid;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const { parent, command } = await processOf(pid);
    if (/^npm exec |\bnpx\b/.test(command)) return pid;
    pid = parent;
  }
}

async function processOf(pid: number): Promise<{ parent: number; command: string }> {
  try {
    const args = ["-o", "ppid=,args=", "-p", String(pid)];
    const { stdout } = await new Deno.Command("ps", { args, stderr: "null" }).output();
    const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(new TextDecoder().decode(stdout)) ?? [];
    return { parent: Number(parent ?? 0), command: command ?? "" };
  } catch {
    return { parent: 0, command: "" }; // a system without `ps`
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0); // signal 0 only asks
  } catch {
    return false;
  }
}
