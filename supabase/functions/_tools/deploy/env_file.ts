// Checks `supabase/functions/.env` before a deployment changes anything. Reads the variables as the functions do when
// they boot in a hosted project, and finds placeholders and loopback URLs.

import { parseEnv } from "node:util";
import { EnvironmentError } from "../../_shared/environment.ts";
import { isLoopback } from "../../_shared/loopback.ts";
import { readConfig } from "../../mcp/config.ts";

/** Path relative to the repository. */
export const ENV_FILE = "supabase/functions/.env";

/** @throws {Error} whose message names each line to change, or says that the file is missing */
export async function checkEnvFile(root: string, ref: string): Promise<void> {
  const text = await Deno.readTextFile(`${root}/${ENV_FILE}`).catch(() => undefined);
  if (text === undefined) {
    throw new Error(
      `${ENV_FILE} is missing. Copy ${ENV_FILE}.example to ${ENV_FILE}, and fill in CLERK_PUBLISHABLE_KEY.`,
    );
  }
  const problems = problemsIn(text, ref);
  if (problems.length === 0) return;
  throw new Error(`Nothing was changed. Edit ${ENV_FILE} first:\n${problems.join("\n")}`);
}

/**
 * @param text the file's content
 * @param ref the hosted project's reference
 * @returns one line for each variable to change; no line repeats a value
 */
export function problemsIn(text: string, ref: string): string[] {
  const variables = Object.entries(parseEnv(text))
    .filter(([name]) => !name.startsWith("SUPABASE_")); // Supabase's command line tool does not send these variables
  const unfit = variables.flatMap(([name, value = ""]) => {
    const reason = unfitReason(name, value);
    return reason === undefined ? [] : [`${name} ${reason}`];
  });
  const platform = {
    SUPABASE_URL: `https://${ref}.supabase.co`,
    SUPABASE_SERVICE_ROLE_KEY: "set-by-supabase",
  };
  const refused = bootProblems({ ...Object.fromEntries(variables), ...platform });
  const others = refused.filter((line) => !unfit.some((known) => nameIn(known) === nameIn(line)));
  return [...unfit, ...others].map((line) => `  ${placeOf(nameIn(line), text)}${line}`);
}

/** Why a value must not be deployed, although the functions may accept it; undefined = it may be deployed. */
function unfitReason(name: string, value: string): string | undefined {
  if (value.includes("...")) return "is a placeholder: fill it in, or remove the line";
  const isAddress = /_(URL|ISSUER)$/.test(name) && URL.canParse(value);
  if (isAddress && isLoopback(new URL(value).hostname)) {
    return "is a loopback URL, which a hosted project cannot use: set a public URL, or remove the line";
  }
  return undefined;
}

function bootProblems(variables: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig((name) => variables[name]);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}

function nameIn(problem: string): string {
  return problem.split(" ")[0] ?? "";
}

/** `line 8: ` for the line that sets the variable; "" if no line does. */
function placeOf(name: string, text: string): string {
  const at = text.split("\n").findLastIndex((line) =>
    new RegExp(`^\\s*(export\\s+)?${name}\\s*=`).test(line)
  );
  return at < 0 ? "" : `line ${at + 1}: `;
}
