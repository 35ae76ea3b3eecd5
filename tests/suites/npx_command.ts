// Where npx keeps a package's command, downloading the package if need be. Knows no package by name.

/** A package may be large. */
const TIMEOUT_MS = 300_000;

/**
 * The file behind a command, to be run without npx: that would neither hand on the signals that end a
 * program nor let it have another home.
 *
 * @param spec the package with its exact version
 */
export async function fileOfCommand(spec: string, command: string): Promise<string> {
  const script = `readlink -f "$(command -v ${command})"`;
  const args = ["-y", "-p", spec, "-c", script];
  const options = { args, signal: AbortSignal.timeout(TIMEOUT_MS), stderr: "inherit" as const };
  const { success, stdout } = await new Deno.Command("npx", options).output();
  if (!success) throw new Error(`npx cannot find ${command} of ${spec}`);
  return new TextDecoder().decode(stdout).trim();
}
