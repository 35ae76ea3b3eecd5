// Starts the process of those who are not attacking, and says how they fared.

import { startChild } from "../../local/child_process.ts";
import { complain } from "../../local/terminal.ts";
import type { Setting } from "./bystanders.ts";

const MAIN = new URL("./bystanders.ts", import.meta.url).pathname;

/** Of their small calls; latencies in milliseconds. */
export interface Measured {
  calls: number;
  p50: number;
  p99: number;
  /** What was answered wrongly, of large calls, too. */
  faults: string[];
}

/** Calls for as many seconds as the setting says. */
export async function measure(setting: Setting): Promise<Measured> {
  let measured: Measured | undefined;
  const child = startChild({
    args: ["run", "-A", "--no-check", MAIN, JSON.stringify(setting)],
    onLine: (line) => {
      if (line.startsWith("{")) measured = JSON.parse(line);
      else if (!line.startsWith("ended")) complain(`bystanders | ${line}`);
    },
  });
  await child.ended;
  if (!measured) throw new Error("the bystanders ended without a word");
  return measured;
}
