// Findings as text.

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
  findingLines,
  summary,
} from "../../../supabase/functions/_tools/doctor/table.ts";

const PLAIN = { width: 60, colours: false };
const FAULT = problem("resource", "names another host: https://old.example.com/functions/v1/mcp", {
  affects: "everyone",
  means: "refuse to sign in: the metadata is about another server",
  fix: { text: "Set the address that users enter:", command: `npx x ${"y".repeat(70)}` },
});

const WARNING = forAudience(
  problem("x", "y", {
    affects: ["Codex CLI", "n8n"],
    means: "no list",
    fix: { text: "Do." },
  }),
  "any",
);

Deno.test("findingLines() prints check, outcome, affected clients, fix and command", () => {
  assert.deepEqual(findingLines(FAULT, PLAIN), [
    "resource       problem names another host:",
    "                       https://old.example.com/functions/v1/mcp",
    "                       → clients refuse to sign in: the",
    "                       metadata is about another server",
    "                       fix: Set the address that users",
    "                       enter:",
    `                         npx x ${"y".repeat(70)}`,
  ]);
});

Deno.test("findingLines() exceeds the width only for URLs and commands", () => {
  for (const line of findingLines(FAULT, PLAIN)) {
    assert.ok(line.length <= 60 || /^ +(npx|https)/.test(line), line);
  }
});

Deno.test("findingLines() colours only the outcome", () => {
  const [line] = findingLines(ok("PKCE", "S256"), { ...PLAIN, colours: true });
  assert.equal(line, "PKCE           \x1b[32mok      \x1b[0mS256");
});

Deno.test("summary() starts with the verdict", () => {
  const fine = [ok("a", "b"), note("a", "b")];
  const doubt = unclear("a", "b", { text: "c" });
  assert.equal(summary(fine), "All is well: 1 ok, 1 note, 0 skipped.");
  assert.match(
    summary([...fine, doubt]),
    /^No problem found, but some checks gave no result: 1 unclear, 1 ok/,
  );
  assert.match(summary([...fine, doubt, FAULT]), /^1 problem: 1 unclear/);
  assert.match(summary([...fine, doubt, WARNING, FAULT]), /^1 problem: 1 warning, 1 unclear/);
  assert.match(
    summary([...fine, doubt, WARNING]),
    /^Some clients are affected: 1 warning, 1 unclear/,
  );
});

Deno.test("affectedLines() lists the clients of all warnings", () => {
  assert.ok(
    findingLines(WARNING, PLAIN).some((line) => line.endsWith("→ Codex CLI, n8n: no list")),
  );
  const lines = affectedLines([FAULT, WARNING], PLAIN);
  assert.deepEqual(lines, ["Clients affected: Codex CLI, n8n."]);
  assert.deepEqual(affectedLines([FAULT], PLAIN), []);
});
