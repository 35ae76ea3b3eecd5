// Whom a fault matters to, and what the exit status makes of all of them.

import assert from "node:assert/strict";
import {
  type Affected,
  type Audience,
  exitStatus,
  forAudience,
  note,
  ok,
  problem,
  skipped,
  unclear,
} from "../../../supabase/tools/doctor/finding.ts";

const FIX = { text: "Do." };
const of = (affects: Affected) => problem("x", "y", { affects, means: "z", fix: FIX });

const MATTERS: Record<Audience, Affected[]> = {
  any: ["everyone", "browsers"],
  chatgpt: ["everyone", "chatgpt"],
  claude: ["everyone", "claude"],
};

for (const [audience, matters] of Object.entries(MATTERS)) {
  Deno.test(`for ${audience}, faults are problems that hinder ${matters.join(" and ")}`, () => {
    const all: Affected[] = ["everyone", "browsers", "chatgpt", "claude"];
    const problems = all.filter((affects) =>
      forAudience(of(affects), audience as Audience).outcome === "problem"
    );
    assert.deepEqual(problems, matters);
  });
}

Deno.test("what is demoted keeps what it says", () => {
  const { outcome, ...rest } = forAudience(of("claude"), "any");
  assert.equal(outcome, "note");
  const { outcome: _, ...said } = of("claude");
  assert.deepEqual(rest, said);
});

Deno.test("the exit status tells no from cannot tell", () => {
  const fine = [ok("a", "b"), note("a", "b"), skipped("a", "b")];
  assert.equal(exitStatus(fine), 0);
  assert.equal(exitStatus([...fine, unclear("a", "b", FIX)]), 3);
  assert.equal(exitStatus([...fine, unclear("a", "b", FIX), of("everyone")]), 1);
});
