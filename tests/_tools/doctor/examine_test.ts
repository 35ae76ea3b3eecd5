// A complete examination of the healthy local stack. `task test:doctor` covers misconfigurations.

import assert from "node:assert/strict";
import { examine } from "../../../supabase/functions/_tools/doctor/examine.ts";
import { createSend } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import { startStack } from "../../local/stack.ts";
import { assertGreen } from "../../suites/doctor/verdicts.ts";
import { asAlice } from "../../suites/doctor/world.ts";

Deno.test("examine() finds the local stack healthy and changes nothing", async () => {
  const stack = await startStack();
  try {
    const steps: string[] = [];
    const findings = await Array.fromAsync(examine({
      url: stack.mcpUrl,
      audience: "any",
      send: createSend(fetch),
      openBrowser: (address) => void asAlice(address),
      onStep: (step) => steps.push(step),
    }));
    assertGreen(findings, "the local stack");
    assert.ok(findings.some(({ check, outcome }) => check === "call" && outcome === "ok"));
    assert.equal(new Set(steps).size, steps.length);
    const [{ count }] = await stack.database.sql(
      "select count(*)::int from artifacts",
    ) as [{ count: number }];
    assert.equal(count, 0);
  } finally {
    await stack.stop();
  }
});
