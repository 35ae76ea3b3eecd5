// `task deploy` on a copy of the project, with `npx` replaced by the real command line tool.

import { fileURLToPath } from "node:url";
import type { Part } from "../../local/parts.ts";
import { type Printed, run } from "../program.ts";
import { findSupabaseCli, SUPABASE_VERSION } from "../supabase_cli.ts";

const NODE_MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));

export interface DeployTask extends Part {
  /** Runs `npx supabase@<version> <args>` in the project. */
  supabase(...args: string[]): Promise<Printed>;
  /** Runs `deno task deploy <args>`. */
  deploy(...args: string[]): Promise<Printed>;
}

/**
 * @param project folder of a copy of the repository
 * @param profile for the tool: addresses of Supabase's APIs
 * @param variables of both commands
 * @param prefix a command that runs the tool
 */
export async function prepareDeployTask(
  project: string,
  profile: string,
  variables: Record<string, string>,
  prefix: readonly string[],
): Promise<DeployTask> {
  const { home, program, stop } = await findSupabaseCli();
  await Deno.symlink(NODE_MODULES, `${project}/node_modules`);
  await Deno.writeTextFile(`${home}/profile.yaml`, profile);
  await Deno.mkdir(`${home}/bin`);
  const quoted = prefix.map((word) => `'${word}'`).join(" ");
  // Stands for npx, so that the tool is not downloaded to the empty home.
  const npx = `#!/bin/sh\n[ "$1 $2" = "-y supabase@${SUPABASE_VERSION}" ] || exit 64\nshift 2\n` +
    `exec ${quoted} ${program} "$@"\n`;
  await Deno.writeTextFile(`${home}/bin/npx`, npx, { mode: 0o755 });
  const env = {
    HOME: home,
    PATH: `${home}/bin:${Deno.env.get("PATH") ?? ""}`,
    DENO_DIR: Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`,
    DO_NOT_TRACK: "1",
    NO_COLOR: "1",
    SUPABASE_PROFILE: `${home}/profile.yaml`,
    ...variables,
  };
  const options = { cwd: project, env, clearEnv: true };
  return {
    supabase: (...args) =>
      run(`${home}/bin/npx`, ["-y", `supabase@${SUPABASE_VERSION}`, ...args], options),
    deploy: (...args) => run(Deno.execPath(), ["task", "--quiet", "deploy", ...args], options),
    stop,
  };
}
