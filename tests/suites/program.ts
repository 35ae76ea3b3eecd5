// Runs a program to its end and keeps what it printed. Knows nothing of what the program is.

/** What a program that ended printed. */
export interface Printed {
  success: boolean;
  stdout: string;
  stderr: string;
}

const WITHIN_MS = 180_000;

/**
 * Runs `program`.
 * @param within milliseconds, after which it is ended and has failed; default: three minutes
 */
export async function run(
  program: string,
  args: string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env" | "clearEnv" | "signal"> = {},
  within = WITHIN_MS,
): Promise<Printed> {
  const limit = AbortSignal.timeout(within);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const output = await new Deno.Command(program, { args, ...options, signal, stdin: "null" })
    .output();
  const [stdout, stderr] = [output.stdout, output.stderr]
    .map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  return { success: output.success, stdout, stderr };
}

/**
 * Like {@link run}, for a program that has to succeed.
 * @throws Error with all it printed
 */
export async function mustRun(...given: Parameters<typeof run>): Promise<Printed> {
  const printed = await run(...given);
  if (printed.success) return printed;
  const [program, args] = given;
  throw new Error(`${program} ${args.join(" ")} failed:\n${printed.stdout}\n${printed.stderr}`);
}
