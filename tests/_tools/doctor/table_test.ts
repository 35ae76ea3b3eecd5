// Findings as people see them.

import assert from "node:assert/strict";
import {
  forAudience,
  note,
  ok,
  problem,
  unclear,
} from "../../../supabase/functions/_tools/doctor/finding.ts";
import {
  affectedLines,
  linesOf,
  summary,
} from "../../../supabase/functions/_tools/doctor/table.ts";

const PLAIN = { width: 60, colours: false };
const FAULT = problem("resource", "names another host: https://old.example.com/functions/v1/mcp", {
  affects: "everyone",
  means: "refuse to sign in: the metadata is about another server",
  fix: { text: "Say the address that people type:", command: `npx x ${"y".repeat(70)}` },
});

const WARNING = forAudience(
  problem("x", "y", {
    affects: ["Codex CLI", "n8n"],
    means: "no list",
    fix: { text: "Do." },
  }),
  "any",
);

Deno.test("a finding has its check, outcome, whom it affects, the fix and the command", () => {
  assert.deepEqual(linesOf(FAULT, PLAIN), [
    "resource       problem names another host:",
    "                       https://old.example.com/functions/v1/mcp",
    "                       → clients refuse to sign in: the",
    "                       metadata is about another server",
    "                       fix: Say the address that people",
    "                       type:",
    `                         npx x ${"y".repeat(70)}`,
  ]);
});

Deno.test("only words and commands that cannot be broken are longer than a line", () => {
  for (const line of linesOf(FAULT, PLAIN)) {
    assert.ok(line.length <= 60 || /^ +(npx|https)/.test(line), line);
  }
});

Deno.test("colours are on the outcome alone", () => {
  const [line] = linesOf(ok("PKCE", "S256"), { ...PLAIN, colours: true });
  assert.equal(line, "PKCE           \x1b[32mok      \x1b[0mS256");
});

Deno.test("the summary says no, cannot tell, or all is well", () => {
  const fine = [ok("a", "b"), note("a", "b")];
  const doubt = unclear("a", "b", { text: "c" });
  assert.equal(summary(fine), "All is well: 1 ok, 1 to know, 0 skipped.");
  assert.match(
    summary([...fine, doubt]),
    /^Nothing is known to be wrong: 1 could not be told, 1 ok/,
  );
  assert.match(summary([...fine, doubt, FAULT]), /^1 problem: 1 could not be told/);
  assert.match(summary([...fine, doubt, WARNING, FAULT]), /^1 problem: 1 warning, 1 could not/);
  assert.match(
    summary([...fine, doubt, WARNING]),
    /^Some clients are affected: 1 warning, 1 could/,
  );
});

Deno.test("a warning names the clients in its lines, and all are named at the end", () => {
  assert.ok(linesOf(WARNING, PLAIN).some((line) => line.endsWith("→ Codex CLI, n8n: no list")));
  const lines = affectedLines([FAULT, WARNING], PLAIN);
  assert.deepEqual(lines, ["Clients affected: Codex CLI, n8n."]);
  assert.deepEqual(affectedLines([FAULT], PLAIN), []);
});
