// What of the log is written when there is more than the platform takes.

import assert from "node:assert/strict";
import { createLog } from "../../supabase/functions/_shared/log.ts";

function logAt(times: { now: number }) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  return { lines, log: createLog({ info: write, error: write }, () => times.now) };
}

Deno.test("never more than a hundred lines in ten seconds, with room for errors among them", () => {
  const time = { now: 5 };
  const { lines, log } = logAt(time);
  for (let i = 0; i < 200; i++) log("info", "request");
  for (let i = 0; i < 200; i++) log("error", "error");
  log("info", () => assert.fail("what is left out need not be made"));
  assert.equal(lines.filter((line) => line === "request").length, 70);
  assert.equal(lines.filter((line) => line === "error").length, 20);

  time.now += 10_000;
  log("info", "later");
  assert.deepEqual(lines.slice(90).map((line) => line === "later" ? line : JSON.parse(line)), [
    { level: "warn", message: "Lines were left out", info: 131, error: 180 },
    "later",
  ]);
});

Deno.test("nothing is said of lines left out when none were, and a clock set back silences nothing", () => {
  const time = { now: 1_000_000 };
  const { lines, log } = logAt(time);
  log("info", "1");
  time.now -= 500_000;
  for (let i = 0; i < 70; i++) log("info", "2");
  assert.equal(lines.length, 71);
});
