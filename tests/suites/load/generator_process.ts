// Starts the load generator and hands it plans. Knows nothing of what it sends.

import { startChild } from "../../local/child_process.ts";
import type { Part } from "../../local/parts.ts";
import { complain } from "../../local/terminal.ts";
import type { Plan } from "./arrivals.ts";
import type { Setting } from "./generator.ts";
import type { Sample } from "./sample.ts";

const MAIN = new URL("./generator.ts", import.meta.url).pathname;

/** Beyond the plan: what was sent last may be answered late. */
const PATIENCE_MS = 30_000;

export interface Generator extends Part {
  /** Follows a plan to its end. */
  follow(plan: Plan): Promise<Sample[]>;
}

/** @throws Error when it ends instead of listening */
export async function startGenerator(setting: Setting): Promise<Generator> {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(file, JSON.stringify(setting));
    const listening = Promise.withResolvers<string>();
    const child = startChild({
      // Clients have machines of their own: it takes what the others leave.
      program: "nice",
      args: ["-n", "5", Deno.execPath(), "run", "-A", "--no-check", MAIN, file],
      onLine: (line) => {
        const port = /^listening on (\d+)$/.exec(line)?.[1];
        if (port === undefined) complain(`load generator | ${line}`);
        else listening.resolve(port);
      },
    });
    void child.ended.then(() => listening.reject(new Error("the load generator ended")));
    const origin = `http://127.0.0.1:${await listening.promise}`;
    const follow = async (plan: Plan) => {
      const signal = AbortSignal.timeout(plan.seconds * 1_000 + PATIENCE_MS);
      const response = await fetch(origin, { method: "POST", body: JSON.stringify(plan), signal });
      if (!response.ok) throw new Error(`the load generator failed: ${await response.text()}`);
      return await response.json();
    };
    return { follow, stop: child.stop };
  } finally {
    await Deno.remove(file);
  }
}
