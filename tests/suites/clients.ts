// The real client programs, each on an empty machine of its own: from "add this URL" to a call after
// the token was renewed, and to the day the grant is revoked. Needs npm, and Linux for the browser.
//
// `-- --only <part of a name>` runs some of them, `-- --traffic` prints the requests of each. A program that
// cannot be installed is ignored.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { say } from "../local/terminal.ts";
import type { Program } from "./clients/journey.ts";
import { PROGRAMS } from "./clients/programs.ts";
import { cannotTell } from "./clients/report.ts";
import { run } from "./program.ts";

const ONE = fileURLToPath(new URL("clients/one.ts", import.meta.url));
const WITHIN_MS = 15 * 60_000;
/** A walk spends most of its time waiting for tokens to expire. */
const AT_ONCE = 3;

const { values } = parseArgs({
  args: Deno.args,
  options: {
    only: { type: "string", multiple: true },
    traffic: { type: "boolean", default: false },
  },
});

const chosen = PROGRAMS.filter(({ name }) =>
  values.only?.some((part) => name.includes(part)) ?? true
);
if (chosen.length === 0) {
  throw new Error(
    "No program has such a name. " +
      "Usage: deno task test:clients -- [--only <part of a name>]... [--traffic]",
  );
}
const installed = await installAll(chosen);

Deno.test({
  name: "client programs",
  ignore: installed.size === 0,
  fn: async (t) => {
    // Downloads have limits of their own, and do not count.
    const ends = performance.now() + WITHIN_MS;
    const left = chosen.values();
    const tryInTurn = async () => {
      for (const { name } of left) {
        await t.step({
          name: `${name} walks from the added URL to the revoked grant`,
          ignore: !installed.has(name),
          fn: () => walk(name, ends),
          // What concurrent steps leave open cannot be attributed.
          ...{ sanitizeExit: false, sanitizeOps: false, sanitizeResources: false },
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, tryInTurn));
  },
});

/** A program that cannot be installed or started has neither passed nor failed. */
async function installAll(programs: readonly Program[]): Promise<ReadonlySet<string>> {
  const installed = new Set<string>();
  for (const { name, install } of programs) {
    try {
      await install();
      installed.add(name);
    } catch (error) {
      say(cannotTell(name, error));
    }
  }
  return installed;
}

/** @param ends by `performance.now()` */
async function walk(name: string, ends: number): Promise<void> {
  const args = ["run", "-A", ONE, name, ...values.traffic ? ["--traffic"] : []];
  const left = Math.max(0, ends - performance.now());
  const { success, stdout, stderr } = await run(Deno.execPath(), args, {}, left);
  if (!success) throw new Error(stdout || `ended without a verdict\n${stderr}`);
  say(stdout.trimEnd());
}
