// Everything that is deployed, at the level of Supabase's Edge Runtime: the tests of the functions under
// Deno 2.1.4, and the end-to-end tests with 2.1.4 serving the functions.

const VERSION = "2.1.4";
const OF_THE_FUNCTIONS = [
  "tests/_shared",
  "tests/mcp",
  "tests/well-known",
  "tests/isolation_test.ts",
];

/** The executable itself, since a wrapper would not hand on the signals that end a function. */
async function findDeno(): Promise<string> {
  const script = 'dirname "$(readlink -f "$(command -v deno)")"';
  const args = ["-y", "-p", `deno@${VERSION}`, "-c", script];
  const { stdout } = await new Deno.Command("npx", { args, stderr: "inherit" }).output();
  const folder = new TextDecoder().decode(stdout).trim();
  await new Deno.Command("npx", { args: ["-y", `deno@${VERSION}`, "--version"] }).output();
  return `${folder}/deno`;
}

async function run(deno: string, args: string[], env: Record<string, string> = {}) {
  const { success } = await new Deno.Command(deno, {
    args,
    env,
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`deno ${args.join(" ")} failed`);
}

const deno = await findDeno();
// This version reads no lock file of today's form and stumbles over the SDK's types.
const asItIs = ["--no-lock", "--no-check"];
const inherit = { DENO_TLS_CA_STORE: "system" };
await run(deno, ["test", "-A", ...asItIs, ...OF_THE_FUNCTIONS], inherit);
const withFunctionsOnIt = { ...inherit, FUNCTIONS_DENO: deno };
await run(Deno.execPath(), ["test", "-A", "tests/end_to_end"], withFunctionsOnIt);
