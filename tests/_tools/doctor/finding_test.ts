// Grading for the audience, and the exit status.

import assert from "node:assert/strict";
import { CLIENTS } from "../../../supabase/functions/_tools/doctor/clients.ts";
import {
  type Affected,
  affectedClients,
  type Audience,
  exitStatus,
  forAudience,
  note,
  ok,
  problem,
  skipped,
  unclear,
} from "../../../supabase/functions/_tools/doctor/finding.ts";

const FIX = { text: "Do." };
const of = (affects: Affected) => problem("x", "y", { affects, means: "z", fix: FIX });

const ALL: Affected[] = [
  "everyone",
  "browsers",
  ...Object.values(CLIENTS).map((name) => [name, "n8n"]),
];

for (const [option, name] of Object.entries(CLIENTS)) {
  Deno.test(`forAudience(${option}) keeps problems of all clients and of ${name}`, () => {
    const outcomes = ALL.map((affects) => forAudience(of(affects), option as Audience).outcome);
    const expected = ALL.map((affects) =>
      affects === "everyone" || affects.includes(name) ? "problem" : "note"
    );
    assert.deepEqual(outcomes, expected);
  });
}

Deno.test("forAudience(any) makes problems of named clients warnings", () => {
  const outcomes = ALL.map((affects) => forAudience(of(affects), "any").outcome);
  const named = Object.values(CLIENTS).map(() => "warning");
  assert.deepEqual(outcomes, ["problem", "problem", ...named]);
});

Deno.test("affectedClients() lists the clients of problems and warnings, each once", () => {
  const findings = [
    forAudience(of(["n8n", "Cline"]), "any"),
    forAudience(of(["Codex CLI", "n8n"]), "codex"),
    forAudience(of(["Cursor"]), "codex"),
    of("everyone"),
  ];
  assert.deepEqual(affectedClients(findings), ["n8n", "Cline", "Codex CLI"]);
});

Deno.test("a downgraded finding keeps its other fields", () => {
  const { outcome, ...rest } = forAudience(of(["Cursor"]), "claude");
  assert.equal(outcome, "note");
  const { outcome: _, ...said } = of(["Cursor"]);
  assert.deepEqual(rest, said);
});

Deno.test("exitStatus() is 1 for a problem, 3 for unclear, 4 for a warning, else 0", () => {
  const fine = [ok("a", "b"), note("a", "b"), skipped("a", "b")];
  assert.equal(exitStatus(fine), 0);
  assert.equal(exitStatus([...fine, unclear("a", "b", FIX)]), 3);
  const warning = forAudience(of(["Cursor"]), "any");
  assert.equal(exitStatus([...fine, warning]), 4);
  assert.equal(exitStatus([...fine, warning, unclear("a", "b", FIX)]), 3);
  assert.equal(exitStatus([...fine, unclear("a", "b", FIX), of("everyone")]), 1);
});
