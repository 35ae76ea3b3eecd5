// Forbidden data in a log is found.

import assert from "node:assert/strict";
import { startFunction } from "./function_process.ts";
import { forbiddenIn } from "./log_scan.ts";
import { withFunctions } from "./temporary_functions.ts";

const LINE = { level: "info", request_id: "0123456789abcdef", status: 200, ms: 1.5 };

Deno.test("forbiddenIn() accepts lines of requests and errors", () => {
  for (
    const line of [
      JSON.stringify(LINE),
      JSON.stringify({ level: "error", name: "TypeError", message: "x is not a function" }),
      JSON.stringify({
        level: "warn",
        message: "Log lines above the rate limit were dropped",
        call: 3,
        error: 0,
      }),
      JSON.stringify({ level: "warn", changes_of: {} }),
      JSON.stringify({
        level: "warn",
        changes_of: { "9b1f02c47d3e5a68": 12, "0123456789abcdef": 1 },
      }),
      "listening on 40000",
    ]
  ) assert.equal(forbiddenIn(line), undefined, line);
});

Deno.test("forbiddenIn() finds secrets, user ids and user content anywhere in a line", () => {
  for (
    const secret of [
      "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
      "oat_0123456789abcdef",
      "sk_test_x",
      "sb_secret_x",
      "Bearer 0123456789",
      "user_2abcDEF",
      "canary17x",
    ]
  ) {
    for (const line of [secret, JSON.stringify({ ...LINE, message: `a ${secret} b` })]) {
      const description = forbiddenIn(line);
      assert.ok(description, line);
      assert.ok(!description.includes(secret));
    }
  }
});

Deno.test("forbiddenIn() finds unknown fields and unexpected values", () => {
  assert.equal(forbiddenIn(JSON.stringify({ ...LINE, title: "Diary" })), "field title");
  assert.equal(forbiddenIn(JSON.stringify({ ...LINE, refusal: "Dear diary" })), "field refusal");
  for (const changes_of of ["Diary", { alice: 1 }, { "9b1f02c47d3e5a68": "Diary" }, ["Diary"]]) {
    assert.equal(forbiddenIn(JSON.stringify({ ...LINE, changes_of })), "field changes_of");
  }
  assert.equal(
    forbiddenIn(JSON.stringify({ ...LINE, status: { title: "Diary" } })),
    "field status",
  );
});

Deno.test("stop() throws if the function logged a user id", async () => {
  const chatty = `
    export default { fetch: () => (console.log("who: user_2abcDEF"), new Response("done")) };`;
  await withFunctions({ chatty }, async (folder) => {
    const lines: string[] = [];
    const onLine = (line: string) => void lines.push(line);
    const { origin, stop } = await startFunction({
      name: "chatty",
      folder,
      environment: {},
      onLine,
    });
    await (await fetch(origin)).body?.cancel();
    await assert.rejects(stop, /the log of function chatty contains a user id/);
    assert.ok(lines.includes("who: user_2abcDEF"));
  });
});
