// Times in answers: ISO 8601 in UTC with milliseconds, for every time format of the database behind the
// Data API.

import assert from "node:assert/strict";
import { obtainTokens } from "../local/authorize.ts";
import type { DatabaseLocation } from "../local/database.ts";
import { call } from "../mcp/in_process.ts";
import { bearer, onStack, type Wire } from "./on_stack.ts";

const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

interface Times {
  created_at: string;
  updated_at: string;
}

async function timesAreIso({ stack, post }: Wire): Promise<void> {
  const { access_token } = await obtainTokens(stack.mcpUrl, "Alice");
  const ask = async (name: string, args = {}) =>
    (await (await post(call(name, args), bearer(access_token))).json()).result.structuredContent;
  const before = Date.now();
  const draft = { title: "t", kind: "text", content: "c" };
  const { artifact: created } = await ask("artifact.create", draft);
  const { artifacts: [listed] } = await ask("artifact.list");
  const { artifact: viewed } = await ask("artifact.view", { id: created.id });
  const answers: Times[] = [created, listed, viewed];
  for (const { created_at, updated_at } of answers) {
    assert.match(created_at, ISO_UTC);
    assert.equal(updated_at, created_at);
    assert.equal(created_at, answers[0]?.created_at);
  }
  const at = Date.parse(created.created_at);
  assert.ok(before - 1 <= at && at <= Date.now(), "the time it is, not shifted by a zone");
}

const folder = await Deno.makeTempDir();
const LOCATIONS: DatabaseLocation[] = [{ kind: "memory" }, { kind: "folder", path: folder }];
for (const database of LOCATIONS) {
  onStack(`times of a database in ${database.kind}`, { database }, {
    "created, listed and viewed alike, in ISO 8601 UTC": timesAreIso,
  });
}
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));
