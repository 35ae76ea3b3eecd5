// What hosts with views read of the tools (MCP Apps, SEP-1865), judged by the schemas of the official
// library, and read by the helpers with which hosts read it.

import assert from "node:assert/strict";
import {
  getToolUiResourceUri,
  isToolVisibilityModelOnly,
  McpUiResourceMetaSchema,
  McpUiToolMetaSchema,
  RESOURCE_MIME_TYPE,
} from "@modelcontextprotocol/ext-apps/app-bridge";
import { LIST_VIEW, MERMAID } from "../../../supabase/functions/mcp/views/built/uris.ts";
import { startInProcess } from "../in_process.ts";
import { modern } from "../modern_request.ts";

/** What is shown by which view. */
const SHOWN: Record<string, "view" | "list"> = {
  "artifact.list": "list",
  "artifact.view": "view",
  "artifact.create": "view",
  "artifact.update": "view",
  "artifact.open": "view",
};
/** What a view may do by itself: read. */
const CALLED_BY_VIEWS = ["artifact.list", "artifact.view", "artifact.history", "artifact.open"];

const { post } = startInProcess();
const ask = async (
  method: string,
  params = {},
) => (await (await post({ jsonrpc: "2.0", id: 1, method, params })).json());
const { tools } = (await ask("tools/list")).result;

for (const tool of tools) {
  Deno.test(`${tool.name} names its view and its callers, as hosts read them`, () => {
    McpUiToolMetaSchema.parse(tool._meta.ui);
    const uri = getToolUiResourceUri(tool);
    const [, view] = /^ui:\/\/artifact\/(\w+)\/[0-9a-f]{12}\.html$/.exec(uri ?? "") ?? [];
    const file = "tests/mcp/tools/ui_test.ts";
    const shown = `${tool.name} names the view ${uri}: its row in SHOWN of ${file} differs`;
    assert.equal(view, SHOWN[tool.name], shown);
    assert.equal(uri === undefined, view === undefined);
    assert.equal(tool._meta["openai/outputTemplate"], uri);
    assert.equal(tool._meta["ui/resourceUri"], uri);
    assert.equal(
      isToolVisibilityModelOnly(tool),
      !CALLED_BY_VIEWS.includes(tool.name),
      `calledByViews of ${tool.name} and CALLED_BY_VIEWS in ${file} differ`,
    );
    if (CALLED_BY_VIEWS.includes(tool.name)) assert.equal(tool.annotations.readOnlyHint, true);
    for (const said of ["invoking", "invoked"]) {
      assert.equal(
        typeof tool._meta[`openai/toolInvocation/${said}`] === "string",
        uri !== undefined,
      );
    }
  });
}

Deno.test("every named view is readable without a token, and requests only the permission to copy", async () => {
  for (const tool of tools) {
    const uri = getToolUiResourceUri(tool);
    if (uri === undefined) continue;
    const { contents: [view] } = (await ask("resources/read", { uri })).result;
    assert.deepEqual([view.uri, view.mimeType], [uri, RESOURCE_MIME_TYPE]);
    assert.match(view.text, /^<!doctype html>/);
    const { csp, permissions, domain } = McpUiResourceMetaSchema.parse(view._meta.ui);
    assert.deepEqual(Object.values(csp ?? {}).flat(), []);
    assert.deepEqual([permissions, domain], [{ clipboardWrite: {} }, undefined]);
  }
});

Deno.test("a view is served at exactly its build's address, and at no other", async () => {
  const [, list] = /\/([0-9a-f]+)\.html$/.exec(LIST_VIEW) ?? [];
  for (
    const uri of [
      ...["ui://artifact/list/0123.html", "ui://artifact/list/1", "ui://artifact/mermaid/1"],
      ...["ui://artifact/other/1.html", "ui://artifact/toString/1", "ui://artifact/list"],
      ...[
        `${LIST_VIEW}?`,
        `${LIST_VIEW}#`,
        `${LIST_VIEW}/`,
        ` ${LIST_VIEW}`,
        LIST_VIEW.slice(0, -5),
      ],
      ...[LIST_VIEW.replace("list", "%6cist"), LIST_VIEW.replace("ui:", "UI:")],
      ...[`ui://artifact/view/${list}.html`, `ui://artifact/mermaid/${list}.html`],
      MERMAID.replace("mermaid", "view"),
    ]
  ) {
    assert.equal((await ask("resources/read", { uri })).error?.code, -32002, uri);
  }
});

Deno.test("the diagram library is read at its address, and not listed", async () => {
  const { contents: [library] } = (await ask("resources/read", { uri: MERMAID })).result;
  assert.deepEqual([library.uri, library.mimeType], [MERMAID, "application/gzip"]);
  const bytes = Uint8Array.from(atob(library.blob), (character) => character.charCodeAt(0));
  const script = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  assert.match(await new Response(script).text(), /mermaid/);
  const { resources } = (await ask("resources/list")).result;
  assert.ok(!resources.some(({ uri }: { uri: string }) => uri === MERMAID));
});

Deno.test("hosts may cache and share a view, and nothing else", async () => {
  const read = async (uri: string) => {
    const { message, headers } = modern("resources/read", { uri });
    return (await (await post(message, headers)).json()).result;
  };
  const view = await read(tools[1]._meta.ui.resourceUri);
  assert.deepEqual([view.ttlMs, view.cacheScope], [300_000, "public"]);
  const guide = await read("artifacts://guide");
  assert.deepEqual([guide.ttlMs, guide.cacheScope], [0, "private"]);
});

Deno.test("resources/list has every tool's view, with the policy of the read", async () => {
  const { resources } = (await ask("resources/list")).result;
  const uris = new Set(tools.map(getToolUiResourceUri).filter((uri: unknown) => uri !== undefined));
  assert.equal(uris.size, 2);
  for (const uri of uris) {
    const listed = resources.find((resource: { uri: string }) => resource.uri === uri);
    const { contents: [read] } = (await ask("resources/read", { uri })).result;
    assert.equal(listed.mimeType, RESOURCE_MIME_TYPE);
    assert.deepEqual(listed._meta, read._meta);
    McpUiResourceMetaSchema.parse(listed._meta.ui);
  }
});
