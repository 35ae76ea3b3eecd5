// Resources by template, and what becomes of a resource that breaks.

import assert from "node:assert/strict";
import type {
  Resource,
  ResourceTemplate,
} from "../../../supabase/functions/mcp/primitives/resource.ts";
import { startInProcess } from "../in_process.ts";

const page: ResourceTemplate = {
  uriTemplate: "test://a.b/{book}/page-{page}",
  requires: [],
  name: "page",
  mimeType: "text/plain",
  read: (variables) =>
    Promise.resolve(
      variables.book === "none" ? undefined : { text: JSON.stringify(variables) },
    ),
};
const broken: Resource = {
  uri: "test://broken",
  name: "broken",
  read: () => Promise.reject(new Error("disk /dev/secret failed")),
};
const { post, reports } = startInProcess({
  tools: [],
  primitives: { resources: [broken], resourceTemplates: [page] },
});

async function ask(method: string, params: Record<string, unknown> = {}) {
  const response = await post({ jsonrpc: "2.0", id: 1, method, params });
  return { requestId: response.headers.get("X-Request-Id"), ...await response.json() };
}

Deno.test("resources/templates/list omits a template's scopes and functions", async () => {
  const { result } = await ask("resources/templates/list");
  const { read: _, requires: __, ...described } = page;
  assert.deepEqual(result.resourceTemplates, [described]);
});

Deno.test("a URI of the template's form is read with its variables, decoded", async () => {
  const uri = "test://a.b/war%20%26%20peace/page-7";
  const { result } = await ask("resources/read", { uri });
  assert.equal(result.contents[0].uri, uri);
  assert.deepEqual(JSON.parse(result.contents[0].text), { book: "war & peace", page: "7" });
});

Deno.test("a URI of another form is missing", async () => {
  const others = [
    "test://a.b/book/page-",
    "test://a.b//page-7",
    "test://a.b/two/books/page-7",
    "test://a.b/book/page-7/more",
    "test://aXb/book/page-7",
    "xtest://a.b/book/page-7",
    "test://a.b/%zz/page-7",
    "test://a.b/none/page-7",
  ];
  for (const uri of others) {
    const { error } = await ask("resources/read", { uri });
    assert.deepEqual([error?.code, error?.data], [-32002, { uri }], uri);
  }
  assert.deepEqual(reports, []);
});

Deno.test("a URI built for slow matching matches nothing", async () => {
  const range: ResourceTemplate = { ...page, uriTemplate: "test://{from}-{to}/pages" };
  const server = startInProcess({ tools: [], primitives: { resourceTemplates: [range] } });
  const codeFor = async (uri: string) => {
    const message = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri } };
    return (await (await server.post(message)).json()).error?.code;
  };
  assert.equal(await codeFor("test://1-2/pages"), undefined);
  assert.equal(await codeFor(`test://1-${"2".repeat(3_000)}/pages`), -32002);
});

Deno.test("the error for a missing resource repeats its URI up to a bound", async () => {
  const { error } = await ask("resources/read", { uri: `test://${"x".repeat(60_000)}` });
  assert.equal(error.data.uri.length, 128);
  // 127 units, then a character of two: half of it would be no text to a strict parser.
  const cut = await ask("resources/read", { uri: `test://${"x".repeat(120)}\u{1f600}` });
  assert.ok(cut.error.data.uri.isWellFormed());
});

Deno.test("an exception while reading becomes one neutral error and a report", async () => {
  const { requestId, error } = await ask("resources/read", { uri: "test://broken" });
  assert.deepEqual(error, {
    code: -32603,
    message: `Internal error. Try again, or report request ${requestId} to the operator`,
  });
  assert.match(String(reports.pop()?.error), /secret/);
});
