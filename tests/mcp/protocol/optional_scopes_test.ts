// Public tools with optional scopes: such a tool gets the user only when the token has
// every optional scope.

import assert from "node:assert/strict";
import { createMemoryArtifacts } from "../artifacts/memory_store.ts";
import { make } from "../artifacts/store_case.ts";
import { call, startInProcess, userId } from "../in_process.ts";
import { modern } from "../modern_request.ts";

const artifactsOf = createMemoryArtifacts();
await make(artifactsOf(userId("alice")), { content: "abc" });
let stores = 0;
const { post } = startInProcess({
  artifactsOf: (owner) => {
    stores++;
    return artifactsOf(owner);
  },
});

/** What a tool answers in both families of revisions, and how many stores were made for that. */
async function answers(name: string, args: Record<string, unknown>, token: string) {
  const before = stores;
  const authorization: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const request = modern("tools/call", { name, arguments: args });
  const responses = [
    await post(call(name, args), authorization),
    await post(request.message, { ...request.headers, ...authorization }),
  ];
  const results = [];
  for (const response of responses) {
    assert.equal(response.status, 200);
    results.push((await response.json()).result);
  }
  return { results, made: stores - before };
}

Deno.test("artifact.kinds returns a signed-in user's own usage, and no other user's", async () => {
  for (const [token, used] of [["alice", [1, 303]], ["bob", [0, 0]]] as const) {
    const { results } = await answers("artifact.kinds", {}, token);
    for (const { structuredContent: { usage } } of results) {
      assert.deepEqual([usage.artifacts, usage.total_bytes], used);
    }
  }
});

for (const token of ["", "alice-noscope"]) {
  Deno.test(`artifact.kinds for ${token || "an anonymous caller"} returns no usage, and touches no artifacts`, async () => {
    const { results, made } = await answers("artifact.kinds", {}, token);
    for (const { structuredContent } of results) assert.equal("usage" in structuredContent, false);
    assert.equal(made, 0);
  });
}

Deno.test("a tool without scopes touches no user's artifacts, for any caller", async () => {
  const { results, made } = await answers("artifact.open", { share: "A".repeat(32) }, "alice");
  for (const { isError } of results) assert.equal(isError, true);
  assert.equal(made, 0);
});

Deno.test("lists that are the same for all users touch no artifacts", async () => {
  const before = stores;
  for (const method of ["tools/list", "prompts/list", "resources/templates/list"]) {
    const message = { jsonrpc: "2.0", id: 1, method };
    assert.equal((await post(message, { Authorization: "Bearer alice" })).status, 200);
  }
  assert.equal(stores, before);
});
