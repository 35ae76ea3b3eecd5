// A new user's walk through every tool there is, one after the other, with any client that can call them.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";

/** What a call answers, as far as the walk looks at it. */
export interface Answer {
  isError?: boolean;
  content: { text: string }[];
  structuredContent: {
    artifact: { id: string; version: number; content: string; title: string };
    artifacts: { id: string; excerpt?: string; deleted_at?: string }[];
    versions: { version: number }[];
    results: { id: string }[];
    usage: { artifacts: number };
    text: string;
    share: string;
    revoked: number;
    lines: number;
  };
}

/** Calls a tool with arguments of the form `name=value`, values as text or JSON. */
type CallTool = (tool: string, ...args: string[]) => Promise<Answer>;

const MAX_TOLD = 110;

/** @returns the transcript: what was called, and the beginning of what came back */
export async function walkThroughEveryTool(callTool: CallTool): Promise<string[]> {
  const transcript: string[] = [];
  const called = new Set<string>();
  const call = async (tool: string, ...args: string[]) => {
    const answer = await callTool(tool, ...args);
    called.add(tool);
    const text = answer.content.map(({ text }) => text).join(" | ").replaceAll("\n", " ");
    transcript.push(`${[tool, ...args].join(" ")} -> ${text.slice(0, MAX_TOLD)}`);
    return answer;
  };
  const ask = async (tool: string, ...args: string[]) => {
    const { isError, content, structuredContent } = await call(tool, ...args);
    assert.ok(!isError, `${content[0]?.text}`);
    return structuredContent;
  };

  await ask("artifact_kinds");
  const draft = ["title=Trip to Rome", "kind=markdown", "content=# Rome\nWe visit museums."];
  const { artifact: { id } } = await ask("artifact_create", ...draft, "idempotency_key=trip");
  const again = await ask("artifact_create", ...draft, "idempotency_key=trip");
  assert.equal(again.artifact.id, id);

  const edits = `edits=${JSON.stringify([{ find: "museums", replace: "galleries" }])}`;
  const changed = await ask("artifact_update", `id=${id}`, "expected_version=1", edits);
  assert.equal(changed.artifact.version, 2);
  assert.ok((await call("artifact_update", `id=${id}`, "expected_version=1", edits)).isError);
  assert.equal((await ask("artifact_history", `id=${id}`)).versions.length, 2);
  const before = await ask("artifact_view", `id=${id}`, "version=1");
  assert.match(before.artifact.content, /museums/);

  const { artifacts: found } = await ask("artifact_list", "query=gallery");
  assert.match(found[0]?.excerpt ?? "", /\*\*galleries\*\*/);
  assert.equal((await ask("search", "query=gallery rome")).results[0]?.id, id);
  assert.match((await ask("fetch", `id=${id}`)).text, /galleries/);

  assert.equal((await ask("artifact_restore", `id=${id}`, "version=1")).artifact.version, 3);
  const { share } = await ask("artifact_share", `id=${id}`, "expires_in_days=1");
  assert.equal((await ask("artifact_open", `share=${share}`)).artifact.title, "Trip to Rome");
  assert.equal((await ask("artifact_unshare", `id=${id}`)).revoked, 1);
  assert.ok((await call("artifact_open", `share=${share}`)).isError);

  await ask("artifact_delete", `id=${id}`);
  assert.equal((await ask("artifact_list", "trashed=true")).artifacts[0]?.id, id);
  await ask("artifact_restore", `id=${id}`);
  assert.ok((await ask("artifact_export")).lines >= 3);
  await ask("artifact_delete", `id=${id}`);
  await ask("artifact_delete", `id=${id}`, "forever=true");
  assert.ok((await call("artifact_view", `id=${id}`)).isError);
  const names = TOOLS.map(({ name }) => name.replaceAll(".", "_"));
  const missing = names.filter((name) => !called.has(name));
  assert.deepEqual(missing, [], "Call these tools in tests/suites/clients/every_tool.ts");
  return transcript;
}
