// Hostile servers: the doctor must finish, report a problem and never throw.

import assert from "node:assert/strict";
import { examine } from "../../../supabase/functions/_tools/doctor/examine.ts";
import type { Exchange, Send } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import type { Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import * as fixes from "../../../supabase/functions/_tools/doctor/fixes.ts";
import { findingLines } from "../../../supabase/functions/_tools/doctor/table.ts";

const MCP = "https://mcp.example.com/mcp";
const EVIL = "\x1b[2J\x07\u202e";
const ODD: unknown[] = [null, [], 0, "", "text", {}, { result: null }, { result: [] }, {
  error: {},
}];

/** Answers every request the same way. */
function always(status: number, body: string, headers: Record<string, string> = {}): Send {
  return (url) => Promise.resolve(answer(url, status, body, headers));
}

function answer(
  url: string,
  status: number,
  text: string,
  headers: Record<string, string>,
): Exchange {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Not JSON.
  }
  return { answered: true, url, status, headers: new Headers(headers), text, json, ms: 1 };
}

async function examined(send: Send): Promise<Finding[]> {
  const openBrowser = () => {};
  return await Array.fromAsync(examine({ url: MCP, audience: "any", send, openBrowser }));
}

const TYPES = ["application/json", "text/event-stream", "text/html"];

for (const status of [200, 202, 204, 304, 401, 403, 404, 418, 429, 500, 599]) {
  Deno.test(`a server that answers every request ${status} has a problem`, async () => {
    for (const type of TYPES) {
      for (const value of ODD) {
        const body = type === "text/event-stream"
          ? `data: ${JSON.stringify(value)}\n\n`
          : JSON.stringify(value);
        const findings = await examined(always(status, body, { "Content-Type": type }));
        assert.ok(findings.some(({ outcome }) => outcome === "problem"), `${type} ${body}`);
      }
    }
  });
}

Deno.test("a server that never answers is reported after one request", async () => {
  const silent: Send = (url) =>
    Promise.resolve({ answered: false, url, reason: "timeout", ms: 20_000 });
  const [, reachable, ...more] = await examined(silent);
  assert.equal(reachable?.found, "no response within 20 s");
  assert.deepEqual(more, []);
});

Deno.test("tools, challenges and documents with wrong types are reported, not thrown", async () => {
  const odd = [null, 1, "x", [], {}, [null], [1], { a: 1 }];
  for (const value of odd) {
    const tool = {
      name: value,
      annotations: value,
      inputSchema: value,
      outputSchema: value,
      securitySchemes: value,
      _meta: value,
    };
    const named = {
      ...tool,
      name: "a",
      annotations: { readOnlyHint: true },
      inputSchema: { type: "object" },
    };
    const document = {
      resource: value,
      issuer: value,
      authorization_servers: [MCP],
      scopes_supported: value,
      code_challenge_methods_supported: value,
      token_endpoint: value,
      jwks_uri: value,
      registration_endpoint: value,
      authorization_endpoint: value,
    };
    const send: Send = (url, init) => {
      const body = String(init?.body ?? "");
      if (url !== MCP) return Promise.resolve(answer(url, 200, JSON.stringify(document), {}));
      const result = body.includes("initialize")
        ? {
          protocolVersion: "2025-11-25",
          capabilities: { tools: {} },
          serverInfo: { name: "x", version: "1" },
        }
        : { tools: [tool, named] };
      const headers = {
        "Content-Type": "application/json",
        "WWW-Authenticate": `Bearer resource_metadata="${MCP}/m", scope="${EVIL.slice(1, 3)}"`,
      };
      const status = body.includes("tools/call") ? 401 : 200;
      const { id = 0 } = body.startsWith("{") && body.endsWith("}") ? JSON.parse(body) : {};
      const text = JSON.stringify({ jsonrpc: "2.0", id, result });
      return Promise.resolve(answer(url, status, text, headers));
    };
    const findings = await examined(send);
    assert.ok(findings.some(({ outcome }) => outcome === "problem"), JSON.stringify(value));
  }
});

Deno.test("control characters from a server are not printed", async () => {
  const document = JSON.stringify({
    resource: EVIL,
    authorization_servers: [`https://a${EVIL}`],
    issuer: EVIL,
  });
  const send: Send = (url) =>
    Promise.resolve(answer(url, url === MCP ? 401 : 200, document, {
      "WWW-Authenticate": `Bearer resource_metadata="${MCP}/m"`,
    }));
  const lines = (await examined(send)).flatMap((finding) =>
    findingLines(finding, { width: 80, colours: false })
  );
  for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
});

Deno.test("an address in a command is quoted as one shell word", () => {
  const { command } = fixes.useAddress("", "https://x/$(touch y);'z'&");
  assert.equal(command, "npx -y deno@2.9.6 task doctor 'https://x/$(touch y);'\\''z'\\''&'");
  assert.match(fixes.setSecret("A", "https://x/y", "").command ?? "", /A=https:\/\/x\/y$/);
});
