// When a server asks for sign-in, and which clients that stops.

import assert from "node:assert/strict";
import { signInMoment } from "../../../supabase/functions/_tools/doctor/checks/sign_in_moment.ts";
import type { Visit } from "../../../supabase/functions/_tools/doctor/visit.ts";
import { MCP, messageOf, outcomes, visitOf } from "./fake_server.ts";

const RESULT = { jsonrpc: "2.0", id: 1, result: { protocolVersion: "2025-11-25" } };
const NEEDS = { challenge: { metadataUrl: MCP } };

function isOpenAi({ headers }: RequestInit): boolean {
  return /^openai-mcp\//.test(new Headers(headers).get("User-Agent") ?? "");
}

async function findings(visit: Visit) {
  return await Array.fromAsync(signInMoment(visit));
}

Deno.test("auto: 401 for all clients but OpenAI's connector", async () => {
  const auto = visitOf((_, init) => isOpenAi(init) ? RESULT : 401, NEEDS);
  assert.deepEqual(outcomes(await findings(auto)), ["at connect: ok", "openai connect: ok"]);
});

Deno.test("call: clients that wait for a 401 do not sign in, ChatGPT does", async () => {
  const [others, openai] = await findings(visitOf(() => RESULT, NEEDS));
  assert.equal(openai?.outcome, "ok");
  assert.equal(others?.outcome, "problem");
  for (
    const name of ["claude.ai", "Claude Code", "Gemini CLI", "opencode", "LibreChat", "C# SDK"]
  ) {
    assert.ok(others?.affects?.includes(name), name);
  }
});

Deno.test("server/discover alone, open, stops them, too", async () => {
  const half = visitOf(
    (_, init) => messageOf(init).method === "server/discover" ? RESULT : 401,
    NEEDS,
  );
  assert.match((await findings(half))[0]?.found ?? "", /^server\/discover: answered/);
});

Deno.test("connect: ChatGPT cannot be connected", async () => {
  const [others, openai] = await findings(visitOf(() => 401, NEEDS));
  assert.equal(others?.outcome, "ok");
  assert.deepEqual(openai?.affects, ["ChatGPT"]);
});

Deno.test("an outage is no refusal", async () => {
  const down = await findings(visitOf(() => 503, NEEDS));
  assert.deepEqual(outcomes(down), ["at connect: unclear", "openai connect: unclear"]);
});

Deno.test("a server that needs no sign-in is right to ask for none", async () => {
  assert.deepEqual(outcomes(await findings(visitOf(() => RESULT))), ["at connect: skipped"]);
});
