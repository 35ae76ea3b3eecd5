// Starts the process of an attack, so that neither the bystanders nor the database wait for it.

import { startChild } from "../../local/child_process.ts";
import { complain } from "../../local/terminal.ts";
import type { Setting } from "./attacker.ts";

const MAIN = new URL("./attacker.ts", import.meta.url).pathname;

/** @returns what the attacker saw, in words */
export async function startAttack(setting: Setting): Promise<string> {
  let seen: string | undefined;
  const child = startChild({
    // Attackers have machines of their own: this one takes what the others leave.
    program: "nice",
    args: ["-n", "5", Deno.execPath(), "run", "-A", "--no-check", MAIN, JSON.stringify(setting)],
    onLine: (line) => {
      if (line.startsWith("saw ")) seen = line.slice("saw ".length);
      else if (!line.startsWith("ended")) complain(`attacker | ${line}`);
    },
  });
  await child.ended;
  if (seen === undefined) throw new Error("the attacker ended without a word");
  return seen;
}
