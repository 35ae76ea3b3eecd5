// The Deno whose API Supabase's Edge Runtime has, as npm's package brings it.

import { dirname } from "node:path";
import { fileOfCommand } from "./npx_command.ts";

const SPEC = "deno@2.1.4";

/** What it needs in its environment to download packages where this machine does. */
export const EDGE_DENO_ENVIRONMENT = { DENO_TLS_CA_STORE: "system" };

/** The executable itself, since a wrapper would not hand on the signals that end a function. */
export async function findEdgeDeno(): Promise<string> {
  const wrapper = await fileOfCommand(SPEC, "deno");
  await new Deno.Command(wrapper, { args: ["--version"] }).output(); // unpacks the executable
  return `${dirname(wrapper)}/deno`;
}
