// Detects the end of npx, which does not forward SIGTERM: its child would keep running. Imports no package: see
// dev.ts.

import process from "node:process";

/** npx → shell → `deno task` → this process. */
const MAX_LEVELS = 4;
const INTERVAL_MS = 500;

/** Calls `then` when the npx that started this process has ended; never if there is none. */
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
    return process.kill(pid, 0); // signal 0 only checks
  } catch {
    return false;
  }
}
