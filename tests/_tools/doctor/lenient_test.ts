// Messages and arguments as clients send them, to servers that take them and to servers that refuse.

import assert from "node:assert/strict";
import { lenient } from "../../../supabase/functions/_tools/doctor/checks/lenient.ts";
import { lenientWithToken } from "../../../supabase/functions/_tools/doctor/checks/lenient_with_token.ts";
import type { ListedTool, Visit } from "../../../supabase/functions/_tools/doctor/visit.ts";
import { messageOf, outcomes, visitOf } from "./fake_server.ts";

const annotations = { readOnlyHint: true };
const OPEN: ListedTool = { name: "kinds", annotations, securitySchemes: [{ type: "noauth" }] };
const GUARDED: ListedTool = {
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
function visiting(isRefused: (body: string) => boolean, learnt: Partial<Visit> = {}): Visit {
  return visitOf((_, { body }) => ({
    jsonrpc: "2.0",
    id: 1,
    ...(isRefused(String(body)) ? { error: { code: -32602, message: "no" } } : { result: {} }),
  }), { tools: [OPEN, GUARDED], ...learnt });
}

async function found(isRefused: (body: string) => boolean): Promise<string[]> {
  return (await Array.fromAsync(lenient(visiting(isRefused)))).map(({ outcome, found }) =>
    `${outcome}: ${found}`
  );
}

Deno.test("a server that takes all of it is well", async () => {
  const findings = await Array.fromAsync(lenient(visiting(() => false)));
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
  Deno.test(`${text}, refused, is found`, async () => {
    const [nulls] = await found((body) => body.includes(text));
    assert.equal(nulls, `problem: refused: ${what}`);
  });
}

Deno.test("an unknown field, refused, is found", async () => {
  const [nulls, unknown] = await found((body) => body.includes("toolCallId"));
  assert.match(nulls ?? "", /^ok/);
  assert.match(unknown ?? "", /^problem: kinds refuses a field/);
});

Deno.test("what is refused without the oddity, too, proves nothing", async () => {
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
  Deno.test(`with a token, ${text}, refused, is found by ${check}`, async () => {
    const visit = visiting((body) => body.includes(text), { token: "t" });
    const findings = await Array.fromAsync(lenientWithToken(visit));
    const problems = findings.filter(({ outcome }) => outcome === "problem");
    assert.deepEqual(problems.map((finding) => finding.check), [check]);
    assert.equal(findings.length, 3);
  });
}

Deno.test("without a token no arguments are tried", async () => {
  const findings = await Array.fromAsync(lenientWithToken(visiting(() => true)));
  assert.deepEqual(outcomes(findings), ["arguments: skipped"]);
});

Deno.test("where the handshake needs a token, nulls are tried as OpenAI's connector", async () => {
  const agents: (string | null)[] = [];
  const visit = visitOf((_, init) => {
    if (messageOf(init).method === "initialize") {
      agents.push(new Headers(init.headers).get("User-Agent"));
    }
    return { result: {} };
  }, { asksAtConnect: true });
  await Array.fromAsync(lenient(visit));
  assert.deepEqual(agents, ["openai-mcp/1.0.0"]);
});
