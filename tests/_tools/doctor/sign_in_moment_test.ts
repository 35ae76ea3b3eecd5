// Check sign_in_moment: when the server asks for sign-in, and which clients that affects.

import assert from "node:assert/strict";
import { signInMoment } from "../../../supabase/functions/_tools/doctor/checks/sign_in_moment.ts";
import type { Session } from "../../../supabase/functions/_tools/doctor/session.ts";
import { MCP, messageOf, outcomes, sessionWith } from "./fake_server.ts";

const RESULT = { jsonrpc: "2.0", id: 1, result: { protocolVersion: "2025-11-25" } };
const NEEDS = { challenge: { metadataUrl: MCP } };

function isOpenAi({ headers }: RequestInit): boolean {
  return /^openai-mcp\//.test(new Headers(headers).get("User-Agent") ?? "");
}

async function findings(session: Session) {
  return await Array.fromAsync(signInMoment(session));
}

Deno.test("MCP_SIGN_IN=auto (401 for all but OpenAI's connector) → ok for all", async () => {
  const auto = sessionWith((_, init) => isOpenAi(init) ? RESULT : 401, NEEDS);
  assert.deepEqual(outcomes(await findings(auto)), ["at connect: ok", "openai connect: ok"]);
});

Deno.test("MCP_SIGN_IN=call → a problem for clients that wait for a 401, not for ChatGPT", async () => {
  const [others, openai] = await findings(sessionWith(() => RESULT, NEEDS));
  assert.equal(openai?.outcome, "ok");
  assert.equal(others?.outcome, "problem");
  for (
    const name of ["claude.ai", "Claude Code", "Gemini CLI", "opencode", "LibreChat", "C# SDK"]
  ) {
    assert.ok(others?.affects?.includes(name), name);
  }
});

Deno.test("server/discover without 401 → a problem for clients that wait for a 401", async () => {
  const half = sessionWith(
    (_, init) => messageOf(init).method === "server/discover" ? RESULT : 401,
    NEEDS,
  );
  assert.match((await findings(half))[0]?.found ?? "", /^server\/discover: answered/);
});

Deno.test("MCP_SIGN_IN=connect → a problem for ChatGPT only", async () => {
  const [others, openai] = await findings(sessionWith(() => 401, NEEDS));
  assert.equal(others?.outcome, "ok");
  assert.deepEqual(openai?.affects, ["ChatGPT"]);
});

Deno.test("503 → unclear", async () => {
  const down = await findings(sessionWith(() => 503, NEEDS));
  assert.deepEqual(outcomes(down), ["at connect: unclear", "openai connect: unclear"]);
});

Deno.test("a server without sign-in → skipped", async () => {
  assert.deepEqual(outcomes(await findings(sessionWith(() => RESULT))), ["at connect: skipped"]);
});
