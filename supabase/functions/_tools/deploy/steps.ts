// The steps of a deployment, in order. Each is a command of Supabase's command line tool.

import { SUPABASE } from "../command_line_tool.ts";
import { sha256 } from "../../_shared/sha256.ts";
import { fileDigest } from "../source_digest.ts";
import { type Manifest, TARGET } from "./bundle.ts";
import { ENV_FILE } from "./env_file.ts";

export interface Step {
  name: string;
  /** What the command changes, as text for operators. */
  changes: string;
  /** Arguments of the command line tool. */
  args: string[];
  /** Folder in which the command runs, relative to the repository; default: the repository. */
  folder?: string;
  /** Digest of the data that the command sends. A step is skipped if the digest is that of the step's last success. */
  digest: string;
}

/** The form in which functions are deployed: a bundle, or the sources, of which `sources` is the digest. */
export type Form = { bundled: Manifest } | { sources: string };

export async function stepsOf(root: string, ref: string, form: Form): Promise<Step[]> {
  const variables = await fileDigest(`${root}/${ENV_FILE}`);
  return [
    {
      name: "secrets",
      changes: `sets the variables of ${ENV_FILE}`,
      args: ["secrets", "set", "--env-file", ENV_FILE, `--remote=${ref}`],
      digest: variables,
    },
    {
      name: "database",
      changes: "applies the migrations that the database does not have yet",
      args: ["db", "push", "--remote"],
      digest: await migrationsDigest(root),
    },
    "bundled" in form
      ? {
        name: "functions",
        changes:
          `deploys mcp and well-known, version ${form.bundled.version}, digest ${form.bundled.digest}`,
        args: ["functions", "deploy", "--use-api", `--remote=${ref}`],
        folder: TARGET,
        // Workers read variables when they start. A deployment replaces all workers.
        digest: `${form.bundled.digest} ${variables}`,
      }
      : {
        name: "functions",
        changes: "deploys the sources of mcp and well-known; Supabase chooses the package versions",
        args: ["functions", "deploy", "--use-api", `--remote=${ref}`],
        digest: `sources ${form.sources} ${variables}`,
      },
  ];
}

/** The command as operators type it into a shell. */
export function commandOf({ args, folder }: Pick<Step, "args" | "folder">): string {
  const command = `${SUPABASE} ${args.join(" ")}`;
  return folder ? `(cd ${folder} && ${command})` : command;
}

async function migrationsDigest(root: string): Promise<string> {
  const folder = `${root}/supabase/migrations`;
  const files = await Array.fromAsync(Deno.readDir(folder));
  const digests = files.map(({ name }) => name).toSorted()
    .map(async (name) => `${name} ${await fileDigest(`${folder}/${name}`)}`);
  return await sha256((await Promise.all(digests)).join("\n"));
}
