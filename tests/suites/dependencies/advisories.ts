// npm's advisories on the versions in the lock file, by `deno audit`.

import { fileURLToPath } from "node:url";
import { run } from "../program.ts";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * @param registry origin of another registry
 * @returns a line that tells "no advisory" and "the registry did not answer" apart
 * @throws Error with the advisories
 */
export async function audit(registry?: string): Promise<string> {
  const env = { NO_COLOR: "1", ...(registry !== undefined && { NPM_CONFIG_REGISTRY: registry }) };
  const { success, stdout, stderr } = await run(Deno.execPath(), ["audit"], { cwd: PROJECT, env });
  if (success) return "deno audit: no advisory on any package";
  if (/^Found \d+ vulnerabilit/m.test(stdout)) throw new Error(stdout);
  const [reason = ""] = (stderr || stdout).trim().split("\n");
  return `deno audit: cannot tell, the registry has not answered (${reason.slice(0, 60)}…)`;
}

/** Whether {@link audit} would notice: asks a registry that has an advisory on one of our packages. */
export async function auditFindsAdvisories(): Promise<string> {
  const advisory = {
    ...{ id: 1, title: "planted", severity: "low", vulnerable_versions: ">=0", cwe: [] },
    ...{ url: "https://github.com/advisories/planted", cvss: { score: 1, vectorString: "" } },
  };
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const server = Deno.serve(options, () => Response.json({ hono: [advisory] }));
  try {
    const report = await audit(`http://127.0.0.1:${server.addr.port}/`).catch(String);
    if (!report.includes("planted")) throw new Error(`a planted advisory was not found: ${report}`);
    return "deno audit finds a planted advisory";
  } finally {
    await server.shutdown();
  }
}
