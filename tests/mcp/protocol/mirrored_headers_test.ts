// The headers that repeat the body of a 2026-07-28 request: a header that agrees passes, any other is -32020.

import assert from "node:assert/strict";
import { z } from "zod";
import { createCatalogue } from "../../../supabase/functions/mcp/protocol/features/catalogue.ts";
import { definePublicTool } from "../../../supabase/functions/mcp/primitives/define_tool.ts";
import { startInProcess } from "../in_process.ts";
import { META, modern } from "../modern_request.ts";

const region = z.string().optional().meta({ "x-mcp-header": "Region" });
const echo = definePublicTool({
  name: "test.echo",
  title: "Echo",
  description: "Answers.",
  effect: "reads",
  input: () =>
    z.strictObject({
      region,
      deep: z.strictObject({
        count: z.int().optional().meta({ "x-mcp-header": "Count" }),
        dry: z.boolean().nullable().optional(),
      }).optional(),
      flag: z.boolean().optional().meta({ "x-mcp-header": "Flag" }),
    }),
  output: () => z.strictObject({}),
  content: () => "ok",
  run: () => Promise.resolve({}),
});
const { post } = startInProcess({ tools: [echo] });

async function outcome(message: unknown, headers: Record<string, string>): Promise<string> {
  const response = await post(message, headers);
  const { error, result } = await response.json();
  return error ? `${response.status} ${error.code}` : `${response.status} ${result.resultType}`;
}

const base64 = (text: string) =>
  `=?base64?${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}?=`;

Deno.test("each standard header is required and has the body's value, in its case", async () => {
  const { message, headers } = modern("tools/call", { name: "test.echo" });
  assert.equal(await outcome(message, headers), "200 complete");
  const { "MCP-Protocol-Version": _v, ...noVersion } = headers;
  const { "Mcp-Method": _m, ...noMethod } = headers;
  const { "Mcp-Name": _n, ...noName } = headers;
  const refused = [
    noVersion,
    noMethod,
    noName,
    { ...headers, "MCP-Protocol-Version": "2025-11-25" },
    { ...headers, "Mcp-Method": "tools/list" },
    { ...headers, "Mcp-Method": "TOOLS/CALL" },
    { ...headers, "Mcp-Name": "test_echo" }, // an alias of the same tool, but not what the body says
    { ...headers, "Mcp-Name": "test.echo, test.echo" },
    { ...headers, "Mcp-Name": "" },
  ];
  for (const each of refused) {
    assert.equal(await outcome(message, each), "400 -32020", JSON.stringify(each));
  }
});

Deno.test("a name in the header alone is a mismatch, and a name in neither is missing", async () => {
  const { message, headers } = modern("tools/call", {});
  assert.equal(await outcome(message, { ...headers, "Mcp-Name": "x" }), "400 -32020");
  assert.equal(await outcome(message, headers), "200 -32602");
});

Deno.test("each method that names something repeats the name, and no other does", async () => {
  for (const [method, named] of [["prompts/get", "name"], ["resources/read", "uri"]] as const) {
    const { message, headers } = modern(method, { [named]: "x" });
    const { "Mcp-Name": _, ...nameless } = headers;
    assert.equal(await outcome(message, headers), "200 -32602", method);
    assert.equal(await outcome(message, nameless), "400 -32020", method);
  }
  const inherited = modern("constructor");
  assert.equal(
    await outcome(inherited.message, { ...inherited.headers, "Mcp-Name": "x" }),
    "404 -32601",
  );
});

Deno.test("the arguments of a prompt are none of a tool's, though it has the tool's name", async () => {
  const { message, headers } = modern("prompts/get", {
    name: "test.echo",
    arguments: { region: "eu" },
  });
  assert.equal(await outcome(message, headers), "200 -32602");
});

Deno.test("the header is compared before the version, and never for methods without a name", async () => {
  const { message, headers } = modern("server/discover", {
    _meta: { "io.modelcontextprotocol/protocolVersion": "2099-01-01" },
  });
  const lie = { ...headers, "MCP-Protocol-Version": "2026-07-28" };
  assert.equal(await outcome(message, lie), "400 -32020");
  const list = modern("tools/list", { name: "ignored" });
  const { "Mcp-Name": _, ...rest } = list.headers;
  assert.equal(await outcome(list.message, rest), "200 complete");
});

Deno.test("names of header fields have no case, spaces around values do not count", async () => {
  const { message, headers } = modern("tools/call", { name: "test.echo" });
  const shouted = Object.entries(headers).map((
    [name, value],
  ) => [name.toUpperCase(), ` ${value} `]);
  assert.equal(await outcome(message, Object.fromEntries(shouted)), "200 complete");
});

Deno.test("an encoded name is decoded before it is compared; broken encodings match nothing", async () => {
  const { message, headers } = modern("tools/call", { name: "test.echo" });
  const ok = { ...headers, "Mcp-Name": base64("test.echo") };
  assert.equal(await outcome(message, ok), "200 complete");
  for (const broken of ["=?base64?dGVzdC5lY2hv!?=", "=?base64?dGVzdC5lY2h?=", "=?base64?/w==?="]) {
    assert.equal(await outcome(message, { ...headers, "Mcp-Name": broken }), "400 -32020", broken);
  }
  for (const uri of ["test://übung", "=?base64?dGVzdA==?=", " padded "]) {
    const read = modern("resources/read", { uri });
    const encoded = { ...read.headers, "Mcp-Name": base64(uri) };
    if (uri.includes("ü")) assert.equal(await outcome(read.message, read.headers), "400 -32020");
    // Nothing is there, but it was looked for.
    assert.equal(await outcome(read.message, encoded), "200 -32602", uri);
  }
});

/** Calls the tool with arguments and with the headers that should repeat them. */
function callWith(args: Record<string, unknown>, params: Record<string, string>): Promise<string> {
  const { message, headers } = modern("tools/call", { name: "test.echo", arguments: args });
  return outcome(message, { ...headers, ...params });
}

Deno.test("marked arguments must come in their headers too, wherever they stand", async () => {
  const accepted: [Record<string, unknown>, Record<string, string>][] = [
    [{}, {}],
    [{ region: "eu" }, { "Mcp-Param-Region": "eu" }],
    [{ region: "eu" }, { "mcp-param-region": base64("eu") }],
    [{ region: "Zürich" }, { "Mcp-Param-Region": base64("Zürich") }],
    [{ region: "=?base64?ZXU=" }, { "Mcp-Param-Region": "=?base64?ZXU=" }],
    [{ deep: { count: 42 } }, { "Mcp-Param-Count": "42.0" }],
    [{ deep: { count: -7 } }, { "Mcp-Param-Count": "-7" }],
    [{ flag: false }, { "Mcp-Param-Flag": "false" }],
    [{ region: "eu" }, { "Mcp-Param-Region": "eu", "Mcp-Param-Other": "x" }],
  ];
  for (const [args, params] of accepted) {
    assert.equal(await callWith(args, params), "200 complete", JSON.stringify([args, params]));
  }
  const refused: [Record<string, unknown>, Record<string, string>][] = [
    [{ region: "eu" }, {}],
    [{ region: "eu" }, { "Mcp-Param-Region": "EU" }],
    [{ region: "eu" }, { "Mcp-Param-Region": "=?base64?ZXU?=" }],
    [{}, { "Mcp-Param-Region": "eu" }],
    [{ region: null }, { "Mcp-Param-Region": "eu" }],
    [{ deep: { count: 42 } }, { "Mcp-Param-Count": "0x2a" }],
    [{ deep: { count: 0 } }, { "Mcp-Param-Count": "" }],
    [{ flag: true }, { "Mcp-Param-Flag": "True" }],
  ];
  for (const [args, params] of refused) {
    assert.equal(await callWith(args, params), "400 -32020", JSON.stringify([args, params]));
  }
});

Deno.test("older revisions ignore these headers", async () => {
  const message = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "test.echo" } };
  const headers = { "Mcp-Method": "x", "Mcp-Name": "y", "Mcp-Param-Region": "z" };
  assert.equal((await post(message, headers)).status, 200);
});

Deno.test("a tool whose marks clients would reject is neither listed nor called", () => {
  const marked = (mark: string) => z.string().meta({ "x-mcp-header": mark });
  const inputs = [
    z.strictObject({ a: marked("") }),
    z.strictObject({ a: marked("two words") }),
    z.strictObject({ a: marked("Same"), b: marked("same") }),
    z.strictObject({ a: z.number().meta({ "x-mcp-header": "Ratio" }) }),
    z.strictObject({ a: z.array(marked("Item")) }),
    z.strictObject({ a: z.strictObject({ b: z.union([marked("Either"), z.int()]) }) }),
  ];
  for (const input of inputs) {
    const { properties } = z.toJSONSchema(input);
    const tool = { ...echo, inputSchema: { type: "object" as const, properties } };
    const catalogue = createCatalogue([tool]);
    assert.throws(() => catalogue.descriptors("dotted"), /x-mcp-header/);
    assert.throws(() => catalogue.paramHeadersOf(tool), /x-mcp-header/);
  }
});

Deno.test("the helper of these tests sends what the specification's example shows", () => {
  const { message, headers } = modern("resources/read", { uri: "test://x" });
  assert.deepEqual(message.params, { uri: "test://x", _meta: META });
  assert.deepEqual(headers, {
    "MCP-Protocol-Version": "2026-07-28",
    "Mcp-Method": "resources/read",
    "Mcp-Name": "test://x",
  });
});
