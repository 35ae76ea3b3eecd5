// Checks lenient and lenient_with_token, against servers that accept and that refuse real clients' messages.

import assert from "node:assert/strict";
import { lenient } from "../../../supabase/functions/_tools/doctor/checks/lenient.ts";
import { lenientWithToken } from "../../../supabase/functions/_tools/doctor/checks/lenient_with_token.ts";
import type { ListedTool, Session } from "../../../supabase/functions/_tools/doctor/session.ts";
import { messageOf, outcomes, sessionWith } from "./fake_server.ts";

const annotations = { readOnlyHint: true };
const PUBLIC: ListedTool = { name: "kinds", annotations, securitySchemes: [{ type: "noauth" }] };
const PROTECTED: ListedTool = {
  name: "list",
  annotations,
  securitySchemes: [{ type: "oauth2" }],
  inputSchema: {
    properties: {
      limit: { type: "integer", default: 20 },
      query: { type: "string" },
      trashed: { type: "boolean" },
    },
  },
};

/** @param isRefused whether a body gets an error */
function sessionWhere(isRefused: (body: string) => boolean, known: Partial<Session> = {}): Session {
  return sessionWith((_, { body }) => ({
    jsonrpc: "2.0",
    id: 1,
    ...(isRefused(String(body)) ? { error: { code: -32602, message: "no" } } : { result: {} }),
  }), { tools: [PUBLIC, PROTECTED], ...known });
}

async function found(isRefused: (body: string) => boolean): Promise<string[]> {
  return (await Array.fromAsync(lenient(sessionWhere(isRefused)))).map(({ outcome, found }) =>
    `${outcome}: ${found}`
  );
}

Deno.test("lenient() accepts a server that accepts all messages", async () => {
  const findings = await Array.fromAsync(lenient(sessionWhere(() => false)));
  assert.deepEqual(outcomes(findings), ["nulls: ok", "unknown fields: ok"]);
});

const NULLS: Record<string, string> = {
  '"params":null': "params: null",
  '"cursor":null': "cursor: null",
  '"roots":null': "nulls in initialize",
  '"title":null': "nulls in initialize",
  '"arguments":null': "arguments: null",
};

for (const [text, what] of Object.entries(NULLS)) {
  Deno.test(`lenient() finds that ${text} is refused`, async () => {
    const [nulls] = await found((body) => body.includes(text));
    assert.equal(nulls, `problem: the server refuses ${what}`);
  });
}

Deno.test("lenient() finds that an unknown argument is refused", async () => {
  const [nulls, unknown] = await found((body) => body.includes("toolCallId"));
  assert.match(nulls ?? "", /^ok/);
  assert.match(unknown ?? "", /^problem: kinds refuses an unknown argument/);
});

Deno.test("lenient() ignores refusals of requests that are refused in any form", async () => {
  const findings = await found(() => true);
  assert.deepEqual(findings.filter((line) => line.startsWith("problem")), []);
});

const WITH_TOKEN: Record<string, string> = {
  '"query":null': "null optional",
  '"query":""': "empty optional",
  '"limit":"20"': "text values",
  '"trashed":"false"': "text values",
};

for (const [text, check] of Object.entries(WITH_TOKEN)) {
  Deno.test(`lenientWithToken() finds that ${text} is refused, as ${check}`, async () => {
    const session = sessionWhere((body) => body.includes(text), { token: "t" });
    const findings = await Array.fromAsync(lenientWithToken(session));
    const problems = findings.filter(({ outcome }) => outcome === "problem");
    assert.deepEqual(problems.map((finding) => finding.check), [check]);
    assert.equal(findings.length, 3);
  });
}

Deno.test("lenientWithToken() without a token sends nothing", async () => {
  const findings = await Array.fromAsync(lenientWithToken(sessionWhere(() => true)));
  assert.deepEqual(outcomes(findings), ["arguments: skipped"]);
});

Deno.test("lenient() uses OpenAI's User-Agent if initialize needs a token", async () => {
  const agents: (string | null)[] = [];
  const session = sessionWith((_, init) => {
    if (messageOf(init).method === "initialize") {
      agents.push(new Headers(init.headers).get("User-Agent"));
    }
    return { result: {} };
  }, { challengesOnConnect: true });
  await Array.fromAsync(lenient(session));
  assert.deepEqual(agents, ["openai-mcp/1.0.0"]);
});
