// Ends a child when this process is gone without having stopped it: an exception, a test run that was
// killed. `deno serve` has no way to notice that by itself.

/**
 * Starts a shell that kills process `pid` with SIGKILL as soon as this process no longer exists.
 * @returns calls it off, to be used once the child has ended
 */
export function killWithThisProcess(pid: number): () => Promise<void> {
  const shell = new Deno.Command("sh", {
    // Nothing is ever written: the read ends when the system closes the pipe of a process that is gone.
    // Signals to the whole process group must not end the shell before that.
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
