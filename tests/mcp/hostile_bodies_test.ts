// What any body may cost: processor time stays small and linear, up to the largest body.

import assert from "node:assert/strict";
import process from "node:process";
import { startInProcess } from "./in_process.ts";

/** What is left of 4 MiB beside the rest of a message. */
const ROOM = 4 * 1024 * 1024 - 512;
/** The budget of one request, processor time of all threads. */
const MOST_MS = 250;
/** Of these, the quickest counts: the first compiles code, and any may meet a collection of garbage. */
const TRIES = 3;
const ID = "00000000-0000-4000-8000-000000000000";

function rpc(method: string, params: string, id = "1"): string {
  return `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;
}

function tool(name: string, args: string): string {
  return rpc("tools/call", `{"name":"${name}","arguments":${args}}`);
}

function initialize(capabilities: string, more = "", version = '"2025-11-25"'): string {
  const info = `{"name":"a","version":"1"${more}}`;
  return rpc(
    "initialize",
    `{"protocolVersion":${version},"capabilities":${capabilities},"clientInfo":${info}}`,
  );
}

function create(field: string, value: string): string {
  const fields = { title: '"t"', kind: '"text"', content: '""', [field]: value };
  const members = Object.entries(fields).map(([name, text]) => `"${name}":${text}`);
  return tool("artifact.create", `{${members.join(",")}}`);
}

/** As many of an item as there is room for, or `most`. */
function list(item: string, most = Infinity): string {
  const count = Math.min(most, Math.floor(ROOM / (item.length + 1)));
  return `[${`${item},`.repeat(count - 1)}${item}]`;
}

/** An object of as many different names as there is room for, or `most`. */
function object(value = "0", most = Infinity): string {
  const count = Math.min(most, Math.floor(ROOM / (9 + value.length)));
  return `{${Array.from({ length: count }, (_, i) => `"k${i.toString(36)}":${value}`).join(",")}}`;
}

function nested(open: string, close: string, levels: number): string {
  return `${open.repeat(levels)}0${close.repeat(levels)}`;
}

/** A string of as many characters as there is room for. */
function text(character: string): string {
  const { length } = new TextEncoder().encode(character);
  return `"${character.repeat(Math.floor((ROOM - 512) / length))}"`;
}

/** As many values as one body may hold. */
const MOST = 98_000;
const META = '"io.modelcontextprotocol/protocolVersion":"2026-07-28"';
const modern = (members: string) => rpc("tools/list", `{${members}}`);

const BODIES: Record<string, () => string> = {
  "initialize, icons of zeros": () => initialize("{}", `,"icons":${list("0")}`),
  "initialize, icons of objects": () => initialize("{}", `,"icons":${list("{}", MOST / 2)}`),
  "initialize, as many icons as may be": () => initialize("{}", `,"icons":${list("0", MOST)}`),
  "initialize, experimental": () => initialize(`{"experimental":${object("0", MOST)}}`),
  "initialize, more experimental": () => initialize(`{"experimental":${object()}}`),
  "initialize, deep capabilities": () => initialize(nested('{"tasks":', "}", 49_000)),
  "initialize, a long version": () => initialize("{}", "", text("2")),
  "initialize, a long title": () => initialize("{}", `,"title":${text("a")}`),
  "a long id": () => rpc("ping", "{}", text("a")),
  "a long method": () => `{"jsonrpc":"2.0","id":1,"method":${text("a")}}`,
  "unknown members": () => `{"jsonrpc":"2.0","id":1,"method":"ping",${object().slice(1)}`,
  "unknown params": () => rpc("ping", object()),
  "as many unknown params as may be": () => rpc("ping", object("0", MOST)),
  "as many null params as may be": () => rpc("ping", object("null", MOST)),
  "empty lists": () => rpc("ping", `{"a":${list("[]")}}`),
  "empty objects": () => rpc("ping", `{"a":${list("{}")}}`),
  "two million levels": () => nested("[", "]", 2_000_000),
  "a hundred thousand levels": () => rpc("ping", `{"a":${nested("[", "]", 99_000)}}`),
  "an end that is missing": () => `{"a":${list("{}")}`,
  "tags of zeros": () => create("tags", list("0")),
  "as many tags as may be": () => create("tags", list("0", MOST)),
  "tags as text": () => create("tags", `"${list("0")}"`),
  "as many tags as text": () => create("tags", `"${list("0", MOST)}"`),
  "a tag of 4 MiB": () => create("tags", `[${text("a")}]`),
  "a title of 4 MiB": () => create("title", text("a")),
  "a title of pairs of surrogates": () => create("title", text("\u{1f600}")),
  "a title of lone surrogates": () => create("title", text("\\ud800")),
  "a title that is an object": () => create("title", object("0", MOST)),
  "a kind of 4 MiB": () => create("kind", text("a")),
  "a key of 4 MiB": () => create("idempotency_key", text("a")),
  "content of 4 MiB": () => create("content", text("é")),
  "content that is an object": () => create("content", object("0", MOST)),
  "content that is deep": () => create("content", nested("[", "]", 49_000)),
  "edits without members": () =>
    tool("artifact.update", `{"id":"${ID}","expected_version":1,"edits":${list("{}", MOST / 2)}}`),
  "edits of unknown members": () =>
    tool("artifact.update", `{"id":"${ID}","expected_version":1,"edits":[${object("0", MOST)}]}`),
  "edits as text": () =>
    tool("artifact.update", `{"id":"${ID}","expected_version":1,"edits":"${list("{}")}"}`),
  "unknown arguments": () => tool("artifact.list", object("0", MOST)),
  "arguments as text": () => rpc("tools/call", `{"name":"search","arguments":"${list("[]")}"}`),
  "an id of 4 MiB": () => tool("artifact.view", `{"id":${text("a")}}`),
  // Took the square of its length: two minutes for these, hours for 4 MiB.
  "an id of blanks": () => tool("artifact.view", `{"id":"x${" ".repeat(500_000)}x"}`),
  "an id of quotes": () => tool("artifact.view", `{"id":"x${"'".repeat(500_000)}x"}`),
  "an id to fetch, of blanks": () => tool("fetch", `{"id":"x${" ".repeat(500_000)}x"}`),
  "an offset as text": () => tool("artifact.view", `{"id":"${ID}","offset":"${list("[]")}"}`),
  "a number of 4 MiB": () =>
    tool("artifact.share", `{"id":"${ID}","expires_in_days":${"9".repeat(ROOM - 512)}}`),
  "a boolean as text": () => tool("artifact.list", `{"trashed":"${list("{}")}"}`),
  "a query of 4 MiB": () => tool("artifact.list", `{"query":${text("\u{1f600}")}}`),
  "a cursor of 4 MiB": () => tool("artifact.list", `{"cursor":${text("a")}}`),
  "a cursor to export from": () => tool("artifact.export", `{"cursor":${text("ICAg")}}`),
  "a share of 4 MiB": () => tool("artifact.open", `{"share":${text(" ")}}`),
  "a list's cursor": () => rpc("resources/list", `{"cursor":${text("ICAg")}}`),
  "a resource's URI": () => rpc("resources/read", `{"uri":${text("a")}}`),
  "a prompt's arguments": () => rpc("prompts/get", `{"name":"a","arguments":${object("0", MOST)}}`),
  "2026-07-28, capabilities": () =>
    modern(`"_meta":{${META},"io.modelcontextprotocol/clientCapabilities":${object("0", MOST)}}`),
  "2026-07-28, answers": () =>
    modern(
      `"inputResponses":${object("0", MOST)},` +
        `"_meta":{${META},"io.modelcontextprotocol/clientCapabilities":{}}`,
    ),
};

for (const [what, bodyOf] of Object.entries(BODIES)) {
  Deno.test(`a body with ${what} costs less than ${MOST_MS} ms`, async () => {
    const { post, reports } = startInProcess();
    const body = bodyOf();
    assert.ok(
      new TextEncoder().encode(body).length <= 4 * 1024 * 1024,
      `${body.length} characters`,
    );
    const headers = body.includes(META)
      ? { "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/list" }
      : undefined;
    let cost = Infinity;
    for (let i = 0; i < TRIES && cost > MOST_MS / 2; i++) {
      const before = processorTime();
      const response = await post(body, { Authorization: "Bearer alice", ...headers });
      await response.text();
      cost = Math.min(cost, processorTime() - before);
      assert.ok(response.status === 200 || response.status === 400, `${response.status}`);
    }
    assert.deepEqual(reports, []);
    assert.ok(cost < MOST_MS, `${cost} ms`);
  });
}

/** Of this process, all its threads, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
