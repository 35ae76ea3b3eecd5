// Which lines of the log a request uses: a flood of anonymous requests leaves users' lines alone.

import assert from "node:assert/strict";
import { createLog } from "../../../supabase/functions/_shared/log.ts";
import { createLineKind } from "../../../supabase/functions/mcp/http/line_kind.ts";
import { changingToolsOf } from "../../../supabase/functions/mcp/primitives/effect.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { call, startInProcess } from "../in_process.ts";
import { requireRows } from "../tools/missing_row.ts";

const ALICE = { Authorization: "Bearer alice" };
const draft = { title: "t", kind: "text", content: "" };
const lineKind = createLineKind(changingToolsOf(TOOLS));

/** What the log has of these lines. */
function logged(lines: readonly Record<string, unknown>[]) {
  const written: Record<string, unknown>[] = [];
  const write = (line: string) => void written.push(JSON.parse(line));
  const log = createLog({ info: write, error: write }, () => 0);
  for (const line of lines) {
    log(lineKind(line), JSON.stringify(line), line.user as string | undefined);
  }
  return written;
}

const CHANGING = [
  "artifact.create",
  "artifact.update",
  "artifact.restore",
  "artifact.delete",
  "artifact.share",
  "artifact.unshare",
];

Deno.test("changingToolsOf() returns the tools of CHANGING and no others", () => {
  const changing = changingToolsOf(TOOLS);
  const file = "tests/mcp/http/line_kind_test.ts";
  const tools = changing.map((name) => ({ name }));
  requireRows(file, "CHANGING", CHANGING, tools, (name) => `"${name}",`);
  assert.deepEqual(changing, CHANGING);
});

for (const { name } of TOOLS) {
  Deno.test(`${name}: a user's call uses a user's line, an anonymous one does not`, async () => {
    const { post, lines } = startInProcess();
    await post(call(name.replaceAll(".", "_")), ALICE);
    await post(call(name));
    await post(call(name), { Authorization: "Bearer expired" });
    const changes = changingToolsOf(TOOLS).includes(name);
    const kinds = lines.map(lineKind);
    assert.deepEqual(kinds.slice(1), ["anonymous", "anonymous"]);
    assert.equal(kinds[0], changes ? "change" : "call");
  });
}

Deno.test("a call beyond the budget changes nothing, so it uses no line of a change", async () => {
  const { post, lines } = startInProcess({ budget: () => 1_000 });
  await post(call("artifact.create", draft), ALICE);
  assert.equal(lineKind(lines[0] ?? {}), "call");
  assert.equal(lines[0]?.user, "hash of alice");
});

const FLOODS: Record<string, (server: ReturnType<typeof startInProcess>) => Promise<Response>> = {
  "anonymous pings": ({ post }) => post({ jsonrpc: "2.0", id: 1, method: "ping" }),
  "calls of a changing tool without a token": ({ post }) => post(call("artifact.create", draft)),
  "calls with a bad token": ({ post }) => {
    return post(call("artifact.create", draft), { Authorization: "Bearer expired" });
  },
  "a client that names itself": ({ post }) => {
    return post(call("artifact.create"), { "User-Agent": '","user":"hash of alice","x":"' });
  },
  "malformed JSON": ({ post }) => post("{"),
  "paths that lead nowhere": ({ request }) => request("/mcp/user"),
  "health": ({ request }) => request("/mcp/health"),
  "shares that open nothing": ({ post }) => post(call("artifact.open", { share: "x" })),
};
for (const [what, send] of Object.entries(FLOODS)) {
  Deno.test(`300 times ${what}: a user's changes and calls still leave their lines`, async () => {
    const server = startInProcess();
    for (let i = 0; i < 300; i++) await (await send(server)).body?.cancel();
    await server.post(call("artifact.create", draft), ALICE);
    await server.post(call("artifact.list"), ALICE);
    const mine = logged(server.lines).filter(({ user }) => user === "hash of alice");
    assert.deepEqual(mine.map(({ tool }) => tool), ["artifact.create", "artifact.list"]);
    assert.ok(logged(server.lines).length <= 90);
  });
}
