// People on one running stack: what is Alice's stays hers, and a call costs one database request.

import assert from "node:assert/strict";
import { obtainTokens } from "../local/authorize.ts";
import { type DatabaseRequest, isAside } from "../local/gateway.ts";
import { startStack } from "../local/stack.ts";
import { call } from "../mcp/in_process.ts";

const UNKNOWN = "00000000-0000-4000-8000-000000000001";

interface Page {
  artifacts: { id: string; title: string }[];
  next_cursor?: string;
}

Deno.test("people on one stack", async (t) => {
  const requests: DatabaseRequest[] = [];
  const stack = await startStack({
    onDatabaseRequest: (request) => isAside(request) || requests.push(request),
  });

  const post = (message: unknown, token?: string) =>
    fetch(stack.mcpUrl, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(message),
    });
  const signIn = async (name: string) => (await obtainTokens(stack.mcpUrl, name)).access_token;
  const ask = async <T>(token: string, name: string, args = {}): Promise<T> => {
    const { result } = await (await post(call(name, args), token)).json();
    assert.equal(result.isError, undefined, result.content?.[0]?.text);
    return result.structuredContent;
  };

  try {
    const alice = await signIn("Alice");
    const bob = await signIn("Bob");

    await t.step("Bob sees nothing of Alice's, by list, by view or by guessing", async () => {
      const draft = { title: "Diary", kind: "text", content: "private" };
      const { artifact } = await ask<{ artifact: { id: string } }>(alice, "artifact.create", draft);
      assert.deepEqual((await ask<Page>(bob, "artifact.list")).artifacts, []);
      const others = await (await post(call("artifact.view", { id: artifact.id }), bob)).text();
      const missing = await (await post(call("artifact.view", { id: UNKNOWN }), bob)).text();
      assert.equal(others, missing);
      assert.match(others, /no artifact with this id/);
    });

    await t.step("the same name is the same person, with another client too", async () => {
      const again = await signIn("alice");
      assert.equal((await ask<Page>(again, "artifact.list")).artifacts.length, 1);
    });

    await t.step("each protected call is one database request, other requests none", async () => {
      const cost = async (message: unknown, token?: string) => {
        const before = requests.length;
        await (await post(message, token)).body?.cancel();
        return requests.length - before;
      };
      const draft = { title: "t", kind: "text", content: "c" };
      assert.equal(await cost(call("artifact.create", draft), bob), 1);
      assert.equal(await cost(call("artifact.list"), bob), 1);
      assert.equal(await cost(call("artifact.view", { id: UNKNOWN }), bob), 1);
      const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: {} };
      assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "initialize", params }, bob), 0);
      assert.equal(await cost({ jsonrpc: "2.0", id: 1, method: "tools/list" }), 0);
      assert.equal(await cost(call("artifact.kinds")), 0);
      assert.equal(await cost(call("artifact.list")), 0);
      assert.equal(await cost(call("artifact.list"), "garbage"), 0);
    });

    await t.step("a read of a table names its owner, as arguments of functions must", async () => {
      await ask(bob, "artifact.kinds");
      const reads = requests.filter(({ method }) => method === "GET");
      const calls = requests.filter(({ method }) => method === "POST");
      assert.ok(reads.length > 0 && calls.length > 0);
      assert.equal(reads.length + calls.length, requests.length);
      for (const { path } of reads) assert.match(path, /[?&]user_id=eq\.user_/);
      for (const { path } of calls) assert.match(path, /^\/rest\/v1\/rpc\/\w+$/);
    });

    await t.step("two hundred interleaved calls of ten people never mix", async () => {
      const names = Array.from({ length: 10 }, (_, i) => `Person ${i}`);
      const people = await Promise.all(
        names.map(async (name) => ({ name, token: await signIn(name) })),
      );
      const calls = Array.from({ length: 200 }, async (_, i) => {
        const { name, token } = people[i % 10] ?? assert.fail();
        if (i < 100) {
          const draft = { title: `${name}, ${i}`, kind: "text", content: name };
          return void await ask(token, "artifact.create", draft);
        }
        const { artifacts } = await ask<Page>(token, "artifact.list", { limit: 100 });
        for (const { title } of artifacts) assert.ok(title.startsWith(`${name}, `), title);
      });
      await Promise.all(calls);
      for (const { name, token } of people) {
        const { artifacts } = await ask<Page>(token, "artifact.list", { limit: 100 });
        assert.equal(artifacts.length, 10);
        assert.ok(artifacts.every(({ title }) => title.startsWith(`${name}, `)));
      }
    });

    await t.step("pages stay put while artifacts are being added", async () => {
      const carol = await signIn("Carol");
      const create = (title: string) =>
        ask(carol, "artifact.create", { title, kind: "text", content: "" });
      for (let i = 0; i < 7; i++) await create(`old ${i}`);
      const titles: string[] = [];
      let cursor: string | undefined;
      do {
        const page: Page = await ask(carol, "artifact.list", {
          limit: 3,
          ...(cursor && { cursor }),
        });
        titles.push(...page.artifacts.map(({ title }) => title));
        cursor = page.next_cursor;
        await create("new");
      } while (cursor);
      assert.deepEqual(titles, [6, 5, 4, 3, 2, 1, 0].map((i) => `old ${i}`));
    });
  } finally {
    await stack.stop();
  }
});
