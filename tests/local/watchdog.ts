// Kills a child when this process ends without stopping it, for example after a crash or a kill. `deno serve` does
// not detect that itself.

/**
 * Starts a shell that sends SIGKILL to process `pid` once this process no longer exists.
 * @returns a function that cancels this, for use after the child has ended
 */
export function killWithThisProcess(pid: number): () => Promise<void> {
  const shell = new Deno.Command("sh", {
    // Nothing is written: `read` returns when this process ends and the system closes the pipe. The shell
    // ignores signals to the process group, so that it outlives this process.
    args: ["-c", `trap '' INT TERM HUP; read -r _; kill -KILL ${pid}`],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return async () => {
    shell.kill("SIGKILL");
    await shell.stdin.close();
    await shell.status;
  };
}
