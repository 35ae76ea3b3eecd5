// A library over HTTP: the life of an artifact through every tool, and what each step costs the database.

import assert from "node:assert/strict";
import { ARTIFACT_VIEW, LIST_VIEW } from "../../supabase/functions/mcp/views/built/uris.ts";
import { obtainTokens } from "../local/authorize.ts";
import { type DatabaseRequest, isAside } from "../local/gateway.ts";
import { startStack } from "../local/stack.ts";
import { call } from "../mcp/in_process.ts";
import { bearer } from "./on_stack.ts";

const CONTENT = "The companies met in Paris. 👩‍👩‍👧‍👦\r\nBudget is tight.";

// deno-lint-ignore no-explicit-any -- JSON as received: the steps check its content
type Json = any;

Deno.test("the life of an artifact, each step one database request", async (t) => {
  const requests: DatabaseRequest[] = [];
  const stack = await startStack({
    // Calls are charged by the way, a few at a time.
    onDatabaseRequest: (request) => isAside(request) || requests.push(request),
    environment: { MCP_QUOTA_ARTIFACTS: "2", MCP_ARTIFACT_URL: "https://app.example.com/a/{id}" },
  });
  const { access_token } = await obtainTokens(stack.mcpUrl, "Alice");

  const send = async (message: unknown, token?: string): Promise<Json> => {
    const response = await fetch(stack.mcpUrl, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(token !== undefined && bearer(token)) },
      body: JSON.stringify(message),
    });
    return (await response.json()).result;
  };
  const answer = async (
    name: string,
    args: Json = {},
    token: string | undefined = access_token,
  ) => {
    const before = requests.length;
    const result = await send(call(name, args), token);
    // Edits are applied to what is read, and what they make is saved.
    const expected = args.edits && !result.isError ? 2 : 1;
    assert.equal(requests.length - before, expected, name);
    return result;
  };
  const ask = async (name: string, args = {}): Promise<Json> => {
    const { isError, content, structuredContent } = await answer(name, args);
    assert.equal(isError, undefined, content[0].text);
    return structuredContent;
  };
  const refused = async (name: string, args = {}): Promise<string> => {
    const { isError, content } = await answer(name, args);
    assert.equal(isError, true, name);
    return content[0].text;
  };

  const draft = { title: "Plan", kind: "markdown", content: CONTENT, idempotency_key: "k" };
  let id = "";
  let share = "";
  const step = (name: string, fn: () => Promise<void>) => t.step(name, fn);
  try {
    await step("saved twice with one key, it is there once", async () => {
      const first = await ask("artifact.create", draft);
      const second = await ask("artifact.create", draft);
      id = first.artifact.id;
      assert.deepEqual([first.replayed, second.replayed], ["no", "same"]);
      assert.deepEqual(second.artifact, first.artifact);
      assert.equal((await ask("artifact.list")).artifacts.length, 1);
    });

    await step("changed by edits, it has two versions with their exact bytes", async () => {
      const edits = [{ find: "Paris", replace: "Rome" }];
      const changed = await ask("artifact.update", { id, expected_version: 1, edits });
      assert.equal(changed.artifact.version, 2);
      assert.match(
        await refused("artifact.update", { id, expected_version: 1, edits }),
        /version 2/,
      );
      const { versions } = await ask("artifact.history", { id });
      assert.deepEqual(versions.map(({ version }: Json) => version), [2, 1]);
      const read = async (args: Json) =>
        (await ask("artifact.view", { id, ...args })).artifact.content;
      assert.equal(await read({ version: 1 }), CONTENT);
      assert.equal(await read({}), CONTENT.replace("Paris", "Rome"));
    });

    await step("it is found by other forms of its words, and fetched", async () => {
      const { artifacts } = await ask("artifact.list", { query: "company" });
      assert.match(artifacts[0].excerpt, /\*\*companies\*\*/);
      const { results } = await ask("search", { query: "company" });
      const url = `https://app.example.com/a/${id}`;
      assert.deepEqual(results, [{ id, title: "Plan", url }]);
      const fetched = await ask("fetch", { id });
      assert.deepEqual([fetched.url, fetched.text], [url, CONTENT.replace("Paris", "Rome")]);
    });

    await step("an old version becomes the newest", async () => {
      assert.equal((await ask("artifact.restore", { id, version: 1 })).artifact.version, 3);
    });

    await step("shared, anybody reads it, until it is revoked", async () => {
      share = (await ask("artifact.share", { id })).share;
      const opened = await answer("artifact.open", { share }, "");
      assert.equal(opened.structuredContent.artifact.content, CONTENT);
      assert.ok(!JSON.stringify(opened).includes(id));
      assert.equal((await ask("artifact.unshare", { id })).revoked, 1);
      const revoked = await send(call("artifact.open", { share }));
      const unknown = await send(call("artifact.open", { share: "never" }));
      assert.deepEqual(revoked, unknown);
      assert.equal(revoked.isError, true);
    });

    await step("as a resource it is listed behind the guide and the views, and read", async () => {
      const ask = (method: string, params = {}) =>
        send({ jsonrpc: "2.0", id: 1, method, params }, access_token);
      const { resources } = await ask("resources/list");
      assert.deepEqual(resources.map(({ uri }: Json) => uri), [
        "artifacts://guide",
        ARTIFACT_VIEW,
        LIST_VIEW,
        `artifact://${id}`,
      ]);
      const { contents } = await ask("resources/read", { uri: `artifact://${id}` });
      assert.equal(contents[0].text, CONTENT);
    });

    await step("in the trash it is nowhere else, and comes back", async () => {
      assert.equal((await ask("artifact.delete", { id })).deleted, "to_trash");
      assert.match(await refused("artifact.view", { id }), /in the trash/);
      assert.deepEqual((await ask("artifact.list")).artifacts, []);
      assert.deepEqual((await ask("search", { query: "company" })).results, []);
      assert.equal((await ask("artifact.list", { trashed: true })).artifacts[0].id, id);
      assert.equal((await ask("artifact.restore", { id })).artifact.version, 3);
    });

    await step("a full library says so, and what makes room", async () => {
      const { artifact } = await ask("artifact.create", { ...draft, idempotency_key: "other" });
      const full = await refused("artifact.create", { ...draft, idempotency_key: "third" });
      assert.match(full, /holds 2 of at most 2 artifacts.*artifact_delete/);
      assert.equal((await ask("artifact.kinds")).usage.artifacts, 2);
      await ask("artifact.delete", { id: artifact.id });
      await ask("artifact.delete", { id: artifact.id, forever: true });
      const { limits, usage } = await ask("artifact.kinds");
      assert.deepEqual([limits.artifacts, usage.artifacts], [2, 1]);
    });

    await step("everything comes out again, a line a version", async () => {
      const { jsonl, lines } = await ask("artifact.export");
      const versions = jsonl.trimEnd().split("\n").map((line: string) => JSON.parse(line));
      assert.deepEqual(versions.map(({ version }: Json) => version), [1, 2, 3]);
      assert.equal(lines, 3);
      assert.equal(versions[2].content, CONTENT);
    });
  } finally {
    await stack.stop();
  }
});
