// Every text of ours names tools in the form that the client is shown; stored text is never changed.

import assert from "node:assert/strict";
import { TOOLS } from "../../supabase/functions/mcp/tools/mod.ts";
import { sentenceFor } from "../../supabase/functions/mcp/artifacts/refusal_sentence.ts";
import { spellings } from "../../supabase/functions/_shared/tool_names.ts";
import { DEFAULT_QUOTA } from "../../supabase/functions/mcp/artifacts/limits.ts";
import type { StoreRejection } from "../../supabase/functions/mcp/artifacts/refusal.ts";
import { createMemoryLibrary } from "./artifacts/memory_store.ts";
import { call, INITIALIZE, startInProcess, userId } from "./in_process.ts";
import { modern } from "./modern_request.ts";

const DOTTED =
  /\bartifact\.(?:kinds|list|view|create|update|history|restore|delete|share|unshare|open|export)\b/;
const UNDERSCORED = new RegExp(DOTTED.source.replace("\\.", "_"));
const OPENAI = { "User-Agent": "openai-mcp/1.0.0" };
const OTHERS = { "User-Agent": "claude-code/2.1.332 (cli)" };

/** Calls that are answered with texts that name tools, and what must be read in the answer. */
function texts(id: string, trashed: string): Record<string, object> {
  return {
    "instructions": INITIALIZE,
    "tools/list": { jsonrpc: "2.0", id: 1, method: "tools/list" },
    "guide": {
      jsonrpc: "2.0",
      id: 1,
      method: "resources/read",
      params: { uri: "artifacts://guide" },
    },
    "kinds": call("artifact_kinds"),
    "missing": call("artifact_view", { id: crypto.randomUUID() }),
    "in the trash": call("artifact_view", { id: trashed }),
    "stale": call("artifact_update", { id, expected_version: 9, title: "x" }),
    "edit": call("artifact_update", {
      id,
      expected_version: 1,
      edits: [{ find: "none", replace: "" }],
    }),
    "bad arguments": call("artifact_create", { titel: "x" }),
    "bad cursor": call("artifact_list", { cursor: "x" }),
    "deleted": call("artifact_delete", { id: trashed }),
    "shared": call("artifact_share", { id }),
    "replayed": call("artifact_create", {
      title: "other",
      kind: "text",
      content: "other",
      idempotency_key: "key",
    }),
  };
}

async function answersFor(headers: Record<string, string>): Promise<Record<string, string>> {
  const { artifactsOf } = createMemoryLibrary();
  const artifacts = artifactsOf(userId("alice"));
  const draft = { title: "t", kind: "text" as const, content: "c", language: null, tags: [] };
  const { artifact: { id } } = await artifacts.create(draft, "key");
  const { artifact: { id: trashed } } = await artifacts.create(draft);
  await artifacts.trash(trashed);
  const { post } = startInProcess({ artifactsOf, names: "auto" });
  const authorized = { ...headers, Authorization: "Bearer alice" };
  const answers: Record<string, string> = {};
  for (const [name, message] of Object.entries(texts(id, trashed))) {
    answers[name] = await (await post(message, authorized)).text();
  }
  const discover = modern("server/discover");
  answers.discover = await (await post(discover.message, { ...discover.headers, ...authorized }))
    .text();
  return answers;
}

Deno.test("a client of underscores reads no dotted name, in any text of ours", async () => {
  for (const [name, text] of Object.entries(await answersFor(OTHERS))) {
    assert.doesNotMatch(text, DOTTED, name);
    assert.match(text, UNDERSCORED, name);
  }
});

Deno.test("OpenAI's connector reads no underscored name, in any text of ours", async () => {
  for (const [name, text] of Object.entries(await answersFor(OPENAI))) {
    // A view's address is none of the names.
    assert.doesNotMatch(text, UNDERSCORED, name);
    assert.match(text, DOTTED, name);
  }
});

const REFUSALS: StoreRejection[] = [
  { refusal: "not_found" },
  { refusal: "in_trash" },
  { refusal: "version_conflict", version: 2 },
  { refusal: "edit_mismatch", number: 1, matches: 0 },
  { refusal: "edit_too_slow", number: 1 },
  { refusal: "too_many_shares" },
  { refusal: "quota_exceeded", of: "artifacts", used: 1 },
];
Deno.test("every refusal of the store is written for the client", () => {
  const { underscored } = spellings(TOOLS.map(({ name }) => name));
  for (const refusal of REFUSALS) {
    const sentence = sentenceFor(refusal, DEFAULT_QUOTA);
    assert.match(sentence, DOTTED);
    assert.doesNotMatch(underscored(sentence), DOTTED, refusal.refusal);
  }
});

Deno.test("stored text that names tools with dots comes back as it was stored", async () => {
  const { artifactsOf } = createMemoryLibrary();
  const content = "Call artifact.list, then artifact_view and artifact.delete.";
  const title = "artifact.list";
  const { artifact: { id } } = await artifactsOf(userId("alice")).create({
    ...{ title, kind: "text", content, language: null, tags: ["artifact.view"] },
  });
  const { post } = startInProcess({ artifactsOf, names: "auto" });
  const headers = { ...OTHERS, Authorization: "Bearer alice" };
  const { result } = await (await post(call("artifact_view", { id }), headers)).json();
  assert.equal(result.content[1].text, content);
  assert.equal(result.structuredContent.artifact.content, content);
  assert.equal(result.structuredContent.artifact.title, title);
  const fetched = (await (await post(call("fetch", { id }), headers)).json()).result;
  assert.equal(fetched.structuredContent.text, content);
  const listed = (await (await post(call("artifact_list"), headers)).json()).result;
  assert.match(listed.content[0].text, /- artifact\.list \(text/);
  assert.deepEqual(listed.structuredContent.artifacts[0].tags, ["artifact.view"]);
});

Deno.test("only whole names of tools are rewritten", () => {
  const { underscored } = spellings(["artifact.list", "search"]);
  assert.equal(
    underscored("artifact.list, artifact.listing, my.artifact.list, artifacts://guide, search"),
    "artifact_list, artifact.listing, my.artifact_list, artifacts://guide, search",
  );
});
