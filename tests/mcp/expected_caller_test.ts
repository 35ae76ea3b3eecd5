// What a caller's tools work with is expected as soon as it will be needed, and not before.

import assert from "node:assert/strict";
import { call, startInProcess } from "./in_process.ts";

/** @returns what happened when this was called by the holder of this token, in order */
async function courseOf(tool: string, token?: string): Promise<string[]> {
  const course: string[] = [];
  const { post } = startInProcess({
    expectCaller: () => course.push("expected"),
    verify: async () => {
      course.push("verification began");
      await Promise.resolve();
      course.push("verified");
      return { outcome: "rejected", reason: "expired" };
    },
  });
  await post(call(tool, {}), token === undefined ? {} : { Authorization: `Bearer ${token}` });
  return course;
}

Deno.test("a protected tool's caller is expected while the token is being verified", async () => {
  const course = await courseOf("artifact.list", "token");
  assert.deepEqual(course, ["verification began", "expected", "verified"]);
});

Deno.test("a call without a token expects no caller", async () => {
  assert.deepEqual(await courseOf("artifact.list"), []);
});

Deno.test("a call of a public tool with a token expects no caller", async () => {
  assert.deepEqual(await courseOf("artifact.kinds", "token"), ["verification began", "verified"]);
});
