// `deno task log:user`: prints the pseudonym by which the functions' log names a user.

import { createPseudonyms } from "../../_shared/pseudonym.ts";
import { programArguments } from "../program_arguments.ts";
import { write } from "../terminal.ts";
import { readVariables } from "../variables.ts";

const USAGE = `Usage: deno task log:user <Clerk user id>

The pseudonym depends on CLERK_SECRET_KEY, or on SUPABASE_SECRET_KEY if CLERK_SECRET_KEY is not set. Use the
key that the function had when it wrote the log. The key is read from the environment, or from
supabase/functions/.env.
Exit status: 0 printed, 2 wrong usage.`;
const USAGE_STATUS = 2;

/** @throws Error with a message for the operator */
async function pseudonym(args: readonly string[]): Promise<string> {
  const [userId = "", ...more] = args;
  if (!/^user_[A-Za-z0-9]+$/.test(userId) || more.length > 0) {
    throw new Error("Give one user id (user_…) from Clerk's dashboard.");
  }
  const lookup = readVariables();
  const name = ["CLERK_SECRET_KEY", "SUPABASE_SECRET_KEY"].find((name) => lookup(name));
  if (name === undefined) {
    throw new Error(
      "Neither CLERK_SECRET_KEY nor SUPABASE_SECRET_KEY is set. Set the one that the function has.",
    );
  }
  const warning = name === "CLERK_SECRET_KEY"
    ? ""
    : ", because CLERK_SECRET_KEY is not set here. It is wrong if the function has a CLERK_SECRET_KEY";
  write(Deno.stderr, `Pseudonym, computed with ${name}${warning}:\n`);
  return await createPseudonyms(lookup(name) ?? "")({ userId });
}

try {
  write(Deno.stdout, `${await pseudonym(programArguments(USAGE))}\n`);
} catch (error) {
  write(Deno.stderr, `${error instanceof Error ? error.message : error}\n\n${USAGE}\n`);
  Deno.exitCode = USAGE_STATUS;
}
