// The database is unreachable, silent or answers nonsense: clients get a sentence, requests that need no database
// still work, and retried calls take effect once.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import type { Parts } from "../../local/parts.ts";
import type { Stack } from "../../local/stack.ts";
import { type Break, type BrokenLine, httpAnswer, startBrokenLine } from "./broken_line.ts";
import { callTool, type ToolOutcome } from "./client.ts";
import { startMcp } from "../mcp_process.ts";

const JSON_TYPE = "application/json";
const INTERNAL = `{"code":"XX000","details":"at /srv/secret.sql","hint":null,` +
  `"message":"cache lookup failed for relation artifacts_secret"}`;
const PAGE = "<html><title>Secret gateway</title>Bad gateway</html>";

/** What is sent back, by what one would call it. */
const ANSWERS: Record<string, Break["answer"]> = {
  "nothing, and the connection is cut": () => "",
  "half of the head": () => "HTTP/1.1 200 OK\r\nContent-Ty",
  "half of the body": (answer) => answer.slice(0, -20) || httpAnswer(200, "[{", JSON_TYPE, 999),
  "half of the JSON as if it were all": () => httpAnswer(200, `{"artifact":{"id":"1`, JSON_TYPE),
  "an empty body": () => httpAnswer(200, "", JSON_TYPE),
  "null": () => httpAnswer(200, "null", JSON_TYPE),
  "another object": () => httpAnswer(200, `{"secret":true}`, JSON_TYPE),
  "a page with 200": () => httpAnswer(200, PAGE, "text/html"),
  "a page with 502": () => httpAnswer(502, PAGE, "text/html"),
  "a page with 503": () => httpAnswer(503, PAGE, "text/html"),
  "a page with 504": () => httpAnswer(504, PAGE, "text/html"),
  "an error of its own with 500": () => httpAnswer(500, INTERNAL, JSON_TYPE),
  "an error of its own with 400": () => httpAnswer(400, INTERNAL, JSON_TYPE),
  "its key refused": () => httpAnswer(401, `{"message":"Invalid API key"}`, JSON_TYPE),
  "nothing at all, until it is given up": undefined,
};

/** Nothing of the inside. */
const INSIDE =
  /secret|relation|XX000|gateway|127\.0\.0\.1|localhost|rest\/v1|PGRST|JSON|at file|supabase\.|API key/i;
/** The function gives a request up after ten to eleven seconds. */
const LONGEST_MS = 12_000;

interface Scene {
  url: string;
  token: string;
  line: BrokenLine;
  stack: Stack;
}

/** @returns a line for people */
export async function loseAnswers(stack: Stack, parts: Parts): Promise<string> {
  const line = await parts.add(startBrokenLine(stack.origin));
  const { origin } = await parts.add(startMcp(stack, { gateway: line.origin }));
  const { access_token: token } = await obtainTokens(stack.mcpUrl, "Fault");
  const scene = { url: `${origin}/mcp`, token, line, stack };
  let [faults, longest, calls] = [0, 0, 0];
  for (const [name, answer] of Object.entries(ANSWERS)) {
    for (const delivered of [false, true]) {
      const what = `${name}, ${delivered ? "after it got through" : "before it got through"}`;
      const answers = await breakOnce(scene, what, () => {
        line.fault = { delivered, answer };
      }, () => {
        line.fault = undefined;
      });
      faults++;
      calls += answers.length;
      longest = Math.max(longest, ...answers.map(({ ms }) => ms));
    }
  }
  const answers = await breakOnce(scene, "no connection", () => line.close(), () => line.open());
  assert.ok(answers.every(({ ms }) => ms < 1_000));
  return `${faults + 1} ways to lose the database or its answer, ${
    calls + answers.length
  } calls: each refused in a ` +
    `sentence, longest ${(longest / 1_000).toFixed(1)} s; each retry took effect once`;
}

/** @returns the answers while it was broken */
async function breakOnce(
  scene: Scene,
  what: string,
  begin: () => void,
  end: () => void,
): Promise<ToolOutcome[]> {
  const { url, token, stack } = scene;
  const use = (name: string, args: Record<string, unknown>) => callTool(url, token, name, args);
  const draft = { title: what, kind: "text", content: "one" };
  const made = await use("artifact.create", draft);
  assert.equal(made.outcome, "done", `${what}: ${made.text}`);
  const { id } = made.structured.artifact;
  const create = () => use("artifact.create", { ...draft, content: "two", idempotency_key: what });
  const update = () => use("artifact.update", { id, expected_version: 1, content: "three" });

  begin();
  const broken = Promise.all([
    ...[create(), update()],
    ...[use("artifact.view", { id }), use("artifact.list", {})],
    ...[use("search", { query: "two" }), use("artifact.kinds", {})],
  ]);
  await expectAlive(url, what);
  const answers = await broken;
  end();
  for (const [call, { outcome, text, ms }] of answers.entries()) {
    // The first two are writes.
    const says = call < 2 ? /not known whether the call took effect/ : /nothing was changed/;
    assert.equal(outcome, "refused", `${what}: ${text}`);
    assert.match(text, says, `${what}: ${text}`);
    assert.doesNotMatch(text, INSIDE, what);
    assert.ok(ms < LONGEST_MS, `${what}: ${ms} ms`);
  }

  const again = await create();
  assert.equal(again.outcome, "done", `${what}, again: ${again.text}`);
  // An update that already took effect is refused: the client should read the new version first.
  const updated = await update();
  if (updated.outcome !== "done") assert.match(updated.text, /version 2/, what);
  const rows = await stack.database.sql(
    `select id, version, content, (select count(*)::int from library.artifact_versions where artifact_id = a.id) as old
     from artifacts as a where title = $1 order by created_at`,
    [what],
  );
  assert.deepEqual(rows, [
    { id, version: 2, content: "three", old: 1 },
    { id: again.structured.artifact.id, version: 1, content: "two", old: 0 },
  ], what);
  return answers;
}

async function expectAlive(url: string, what: string): Promise<void> {
  const health = await fetch(`${url}/health`);
  assert.equal((await health.json()).status, "ok", what);
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  assert.ok((await response.json()).result.tools.length > 0, what);
}
