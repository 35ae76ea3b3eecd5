// The real client programs, each on an empty machine of its own: from "add this URL" to a call after
// the token was renewed, and to the day the grant is revoked. Needs npm, and Linux for the browser.
//
// --only <part of a name> runs some of them, --traffic prints the requests of each. Ends with 0 when all
// passed, 1 when one failed, 3 when one could not be installed.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Program } from "./clients/journey.ts";
import { PROGRAMS } from "./clients/programs.ts";
import { cannotTell } from "./clients/report.ts";
import { run } from "./program.ts";

const ONE = fileURLToPath(new URL("clients/one.ts", import.meta.url));
const WITHIN_MS = 15 * 60_000;
/** A walk spends most of its time waiting for tokens to expire. */
const AT_ONCE = 3;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    traffic: { type: "boolean", default: false },
  },
});

const chosen = PROGRAMS.filter(({ name }) =>
  values.only?.some((part) => name.includes(part)) ?? true
);
const installed = await installAll(chosen);
// Downloads have limits of their own, and do not count.
const began = performance.now();
const untold = chosen.length - installed.length;
let [passed, failed] = [0, 0];
await Promise.all(Array.from({ length: AT_ONCE }, tryInTurn));
print(`${passed} programs passed, ${failed} failed, ${untold} cannot tell\n`);
Deno.exit(failed > 0 || chosen.length === 0 ? 1 : untold > 0 ? 3 : 0);

/** A program that cannot be installed or started has neither passed nor failed. */
async function installAll(programs: readonly Program[]): Promise<string[]> {
  const installed: string[] = [];
  for (const { name, install } of programs) {
    try {
      await install();
      installed.push(name);
    } catch (error) {
      print(`${cannotTell(name, error)}\n`);
    }
  }
  return installed;
}

/** Takes the next program until none is left. */
async function tryInTurn(): Promise<void> {
  for (let name = installed.shift(); name; name = installed.shift()) {
    const args = ["run", "-A", ONE, name, ...values.traffic ? ["--traffic"] : []];
    const left = Math.max(0, WITHIN_MS - (performance.now() - began));
    const { success, stdout, stderr } = await run(Deno.execPath(), args, {}, left);
    if (success) passed++;
    else failed++;
    print(stdout || `| ${name} | FAILED | ended without a verdict |\n${stderr}`);
  }
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
