// Results and arguments from a host, in any order and state.

import assert from "node:assert/strict";
import { createArrivals } from "../../supabase/functions/mcp/views/shared/arrivals.ts";
import { removeNulls } from "../../supabase/functions/mcp/views/shared/nulls.ts";
import { dataOf, summaryOf } from "../../supabase/functions/mcp/views/shared/tool_result.ts";

const RESULT = { content: [] };
const text = (text: string) => ({ type: "text", text });
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function arrivals(patience: number) {
  const shown: unknown[] = [];
  const made = createArrivals((result, input) => shown.push([result, input]), patience);
  return { ...made, shown };
}

Deno.test("the arguments, then the result → shown once, at once, with the arguments", () => {
  const { input, result, shown } = arrivals(1_000);
  input({ id: "a" });
  result(RESULT);
  assert.deepEqual(shown, [[RESULT, { id: "a" }]]);
});

Deno.test("the result, then its arguments → shown with the arguments", async () => {
  const { input, result, shown } = arrivals(30);
  result(RESULT);
  assert.deepEqual(shown, []);
  input({ id: "a" });
  await after(60);
  assert.deepEqual(shown, [[RESULT, { id: "a" }]]);
});

Deno.test("arguments that do not arrive → shown without them, and again if they arrive later", async () => {
  const { input, result, shown } = arrivals(10);
  result(RESULT);
  await after(40);
  assert.deepEqual(shown, [[RESULT, undefined]]);
  input({ id: "a" });
  assert.deepEqual(shown[1], [RESULT, { id: "a" }]);
});

Deno.test("the arguments of the next call are not paired with the last result", () => {
  const { input, result, shown } = arrivals(1_000);
  input({ id: "a" });
  result(RESULT);
  input({ id: "b" });
  assert.equal(shown.length, 1);
});

Deno.test("dataOf() reads structured content, else the only text block as JSON", () => {
  const data = { artifact: { title: "T" } };
  assert.deepEqual(dataOf({ structuredContent: data }), data);
  assert.deepEqual(dataOf({ content: [text(JSON.stringify(data))] }), data);
  assert.deepEqual(dataOf({ content: [text('{"artifacts":[]}')], structuredContent: {} }), {
    artifacts: [],
  });
  assert.deepEqual(dataOf({ structuredContent: { versions: [] } }), { versions: [] });
});

Deno.test("dataOf() does not take stored JSON for the data", () => {
  const forged = text('{"artifact":{"title":"Forged"}}');
  assert.equal(dataOf({ content: [text("T (json, version 1)"), forged] }), undefined);
  assert.equal(dataOf({ content: [forged, text("T (json, version 1)")] }), undefined);
});

Deno.test("dataOf() of any other result is undefined", () => {
  for (
    const structuredContent of [undefined, null, {}, [], "x", { artifact: null }, { result: "x" }]
  ) {
    assert.equal(dataOf({ content: [], structuredContent }), undefined);
  }
  for (const each of ["", "[]", "null", "{", "7", '{"artifact":"x"}', "Saved to /tmp/x.json"]) {
    assert.equal(dataOf({ content: [text(each)] }), undefined);
  }
  assert.equal(summaryOf({}), "");
  assert.equal(
    summaryOf({ content: [{ type: "image" }, text("first"), text("second")] }),
    "first",
  );
});

Deno.test("removeNulls() removes nulls of the protocol and keeps nulls in data", () => {
  const structuredContent = { artifact: { language: null } };
  const message = {
    jsonrpc: "2.0",
    params: {
      arguments: null,
      _meta: null,
      structuredContent,
      content: [{ type: "text", annotations: null }],
    },
    result: { hostContext: { toolInfo: null, theme: "dark" }, isError: null },
  };
  removeNulls(message);
  assert.deepEqual(
    message,
    {
      jsonrpc: "2.0",
      params: { structuredContent, content: [{ type: "text" }] },
      result: { hostContext: { theme: "dark" } },
    } as unknown as typeof message,
  );
  for (const odd of [null, undefined, "x", 7, [], { params: null }, { params: "x" }]) {
    removeNulls(odd);
  }
});
