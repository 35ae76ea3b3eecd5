// Supabase's command line tool with a profile that leads to another Management API than Supabase's.
// Knows no command.

import type { Part } from "../../local/parts.ts";
import type { Printed } from "../program.ts";
import { findSupabaseCli } from "../supabase_cli.ts";

interface CommandLineTool extends Part {
  /** Runs a command in a project's folder. */
  run(args: string[], project: string): Promise<Printed>;
}

/**
 * @param api origin of the Management API
 * @param accessToken what `supabase login` would have kept
 */
export async function findCommandLineTool(
  api: string,
  accessToken: string,
): Promise<CommandLineTool> {
  const { home, run, stop } = await findSupabaseCli();
  const profile = `${home}/profile.yaml`;
  await Deno.writeTextFile(profile, profileFor(api));
  const environment = {
    SUPABASE_ACCESS_TOKEN: accessToken,
    SUPABASE_PROFILE: profile,
    SUPABASE_YES: "true",
  };
  return { run: (args, project) => run(args, project, environment), stop };
}

function profileFor(api: string): string {
  const lines = ["name: rehearsal", `api_url: ${api}`, `dashboard_url: ${api}`];
  return [...lines, "project_host: supabase.co", ""].join("\n");
}
