// npm's advisories on the versions in the lock file, by `deno audit`.

import { fileURLToPath } from "node:url";
import { run } from "../program.ts";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));

/** At most one is set. */
interface Audit {
  /** What `deno audit` prints about the advisories. */
  advisories?: string;
  /** Why the registry gave no answer. */
  unanswered?: string;
}

/** @param registry origin of another registry */
export async function audit(registry?: string): Promise<Audit> {
  const env = { NO_COLOR: "1", ...(registry !== undefined && { NPM_CONFIG_REGISTRY: registry }) };
  const { success, stdout, stderr } = await run(Deno.execPath(), ["audit"], { cwd: PROJECT, env });
  if (success) return {};
  if (/^Found \d+ vulnerabilit/m.test(stdout)) return { advisories: stdout };
  const [unanswered = ""] = (stderr || stdout).trim().split("\n");
  return { unanswered };
}
