// createToolCaller() finds the form of the tool name that the host forwards.

import assert from "node:assert/strict";
import {
  createToolCaller,
  type SendCall,
} from "../../supabase/functions/mcp/views/shared/tool_caller.ts";
import {
  canonicalName,
  formsOf,
  isReadingTool,
  isUnknownTool,
} from "../../supabase/functions/mcp/views/shared/tool_name.ts";

const NONE = () => undefined;

/** A host that forwards one form of names, and answers the other with the given kind of error. */
function hostOf(separator: "." | "_", refuse: (name: string) => Awaited<ReturnType<SendCall>>) {
  const names: string[] = [];
  const send: SendCall = async ({ name }) => {
    await Promise.resolve();
    names.push(name);
    return name.includes(separator) ? { content: [] } : refuse(name);
  };
  return { names, send };
}

const thrown = (name: string) => {
  throw new Error(`MCP error -32602: Unknown tool: "${name}"`);
};
const returned = (name: string) => ({
  isError: true,
  content: [{ type: "text", text: `Tool ${name} not found` }],
});

for (const [kind, refuse] of Object.entries({ thrown, returned })) {
  Deno.test(`a host without the first form (${kind}) → the second form, for all further calls`, async () => {
    const { names, send } = hostOf(".", refuse);
    const call = createToolCaller(send, NONE);
    await call("artifact.view", {});
    await call("artifact.history", {});
    assert.deepEqual(names, ["artifact_view", "artifact.view", "artifact.history"]);
  });
}

Deno.test("the form that the host lists is tried first", async () => {
  for (
    const [listed, expected] of [["artifact.list", "artifact.view"], [
      "artifact_list",
      "artifact_view",
    ]]
  ) {
    const { names, send } = hostOf(listed?.includes(".") ? "." : "_", thrown);
    await createToolCaller(send, () => listed)("artifact.view", {});
    assert.deepEqual(names, [expected]);
  }
});

Deno.test("an error unrelated to the name → no second call", async () => {
  const names: string[] = [];
  const failing: SendCall = ({ name }) => {
    names.push(name);
    return Promise.reject(new Error("fetch failed"));
  };
  await assert.rejects(createToolCaller(failing, NONE)("artifact.view", {}), /fetch failed/);
  const missing: SendCall = ({ name }) => {
    names.push(name);
    const text = "No artifact has this id. Call artifact_list to see valid ids.";
    return Promise.resolve({ isError: true, content: [{ type: "text", text }] });
  };
  assert.equal((await createToolCaller(missing, NONE)("artifact.view", {})).isError, true);
  assert.deepEqual(names, ["artifact_view", "artifact_view"]);
});

Deno.test("a host that knows neither form of a name → two calls, then the error of the canonical one", async () => {
  const names: string[] = [];
  const send: SendCall = (
    { name },
  ) => (names.push(name), Promise.reject(new Error(`Unknown tool: ${name}`)));
  await assert.rejects(createToolCaller(send, NONE)("artifact.view", {}), /artifact\.view/);
  assert.equal(names.length, 2);
});

Deno.test("canonicalName() accepts both forms, with a host's prefix, and no other names", () => {
  for (
    const listed of [
      "artifact.view",
      "artifact_view",
      "art__artifact_view",
      "mcp__art__artifact.view",
    ]
  ) {
    assert.equal(canonicalName(listed), "artifact.view");
  }
  for (const listed of [undefined, "fetch", "artifact", "artifact.view.x", "artifact-view"]) {
    assert.equal(canonicalName(listed), undefined);
  }
  assert.deepEqual(formsOf("artifact.open", "mcp__art__artifact.view")[0], "artifact.open");
  for (const verb of ["create", "update", "delete", "restore", "share", "unshare", "export"]) {
    assert.equal(isReadingTool(`artifact.${verb}`), false);
  }
});

Deno.test("isUnknownTool() recognizes the error messages of hosts", () => {
  for (
    const text of [
      'Unknown tool: "artifact_view"',
      "MCP error -32602: Tool artifact_view not found",
      "Tool 'artifact.view' does not exist",
      "Tool artifact.view is not available to apps",
      "Invalid tool name",
    ]
  ) assert.ok(isUnknownTool(text), text);
  for (
    const text of [
      "No artifact has this id. Call artifact_list to see valid ids.",
      "Invalid arguments for artifact.view: id is required.",
      "The tool call timed out",
      "Request failed: 503",
    ]
  ) assert.ok(!isUnknownTool(text), text);
});
