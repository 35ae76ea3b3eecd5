// Runs a Deno, today's or the Edge Runtime's, to its end. Knows no test.

/** The Edge Runtime's reads no lock file of today's form and stumbles over the SDK's types. */
export const AS_IT_IS = ["--no-lock", "--no-check"];

/** What it printed, whether it succeeded or not. */
export async function outcomeOf(deno: string, args: string[]) {
  const { success, stdout, stderr } = await new Deno.Command(deno, { args }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, stdout: text(stdout), stderr: text(stderr) };
}

/** Lets it print what it will. @throws Error if it fails */
export async function mustRun(deno: string, args: string[], env = {}): Promise<void> {
  const options = { args, env, stdout: "inherit" as const, stderr: "inherit" as const };
  const { success } = await new Deno.Command(deno, options).output();
  if (!success) throw new Error(`deno ${args.join(" ")} failed`);
}
