// Answers of the platform in place of the server: recognized, and kept out of the other findings.

import assert from "node:assert/strict";
import { createSend } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import { type Finding, ok } from "../../../supabase/functions/_tools/doctor/finding.ts";
import {
  platformAnswer,
  watchPlatform,
} from "../../../supabase/functions/_tools/doctor/platform.ts";
import { startSession } from "../../../supabase/functions/_tools/doctor/session.ts";
import { failureAnswer, outagePage, unknownFunction } from "../../local/platform_answers.ts";
import { MCP } from "./fake_server.ts";

const DEPLOY = "npx -y deno@2.9.6 task deploy --again";
const SECRETS = "npx supabase@3.1.0 secrets set --env-file supabase/functions/.env";

async function answerOf(response: Response) {
  const exchange = await createSend(() => Promise.resolve(response))(MCP);
  assert.ok(exchange.answered);
  return exchange;
}

function coded(status: number, code: string): Response {
  return Response.json({ code, message: "m" }, { status, headers: { "sb-error-code": code } });
}

const PLATFORM: [name: string, response: () => Response, found: RegExp, command?: string][] = [
  ["a hosted limit", () => failureAnswer("limit", "hosted"), /^answers 546 WORKER_RESOU/, DEPLOY],
  ["the CLI's limit", () => failureAnswer("limit", "cli"), /^answers 546 WORKER_LIMIT/, DEPLOY],
  ["a failed boot", () => failureAnswer("boot", "hosted"), /^answers 503 BOOT_ERROR/, SECRETS],
  ["a crash", () => failureAnswer("crash", "hosted"), /^answers 500 WORKER_ERROR/],
  ["a lost bundle", () => coded(404, "NOT_FOUND_FUNCTION_BLOB"), /^answers 404 NOT_/, DEPLOY],
  ["a time limit", () => coded(504, "IDLE_TIMEOUT"), /^answers 504 IDLE_TIMEOUT/],
  ["a web page", () => outagePage(520), /^answers 520 with a web page: project.*520: Web server/],
];

for (const [name, response, found, command] of PLATFORM) {
  Deno.test(`${name} is the platform's answer, and has a fix`, async () => {
    const answer = await answerOf(response());
    const known = platformAnswer(answer, true);
    assert.match(known?.found ?? "", found);
    assert.equal(known?.fix.command, command);
    assert.ok(known?.fix.text);
    assert.equal(platformAnswer(answer, false)?.fix.command, undefined, "not for other servers");
  });
}

const SERVERS: Record<string, () => Response> = {
  "an overloaded function": () => coded(503, "EDGE_FUNCTION_ERROR"),
  "a refusal": () => new Response("{}", { status: 401 }),
  "a website": () => new Response("<html>", { headers: { "content-type": "text/html" } }),
  "an unknown function": () => unknownFunction("hosted"),
};

for (const [name, response] of Object.entries(SERVERS)) {
  Deno.test(`${name} is no failure of the platform`, async () => {
    assert.equal(platformAnswer(await answerOf(response()), true), undefined);
  });
}

Deno.test("findings of a step with an answer of the platform are dropped, and one names the cause", async () => {
  const answers: Record<string, () => Response> = {
    [MCP]: () => new Response("{}"),
    [`${MCP}/broken`]: () => outagePage(502),
    "https://clerk.example.com/": () => outagePage(502),
  };
  const send = createSend((url) => Promise.resolve(answers[String(url)]!()));
  const platform = watchPlatform(send, MCP);
  const session = startSession(MCP, platform.send, undefined);
  async function* step(check: string, url: string): AsyncGenerator<Finding> {
    await platform.send(url);
    yield ok(check, "read");
  }
  const checksIn = async (findings: Iterable<Finding> | AsyncIterable<Finding>) =>
    (await Array.fromAsync(findings)).map(({ check, outcome }) => `${check}: ${outcome}`);
  assert.deepEqual(await checksIn(platform.guard("a", step("a", MCP))), ["a: ok"]);
  const clerk = step("b", "https://clerk.example.com/");
  assert.deepEqual(await checksIn(platform.guard("b", clerk)), ["b: ok"], "another server");
  assert.deepEqual(await checksIn(platform.findings(session)), []);
  assert.deepEqual(await checksIn(platform.guard("c", step("c", `${MCP}/broken`))), []);
  const [finding, ...more] = [...platform.findings(session)];
  assert.deepEqual([finding?.check, finding?.outcome, more], ["gateway", "problem", []]);
  assert.match(finding?.found ?? "", /^1 of 2 requests .*502 with a web page.*Not examined: c$/);
});
