// Every known attack by token, sent to the running server in both revisions of MCP.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import type { Parts } from "../../local/parts.ts";
import type { Stack } from "../../local/stack.ts";
import { ATTACKS, type Expected } from "../../mcp/auth/attacks.ts";
import { type Answer, ask, REVISIONS } from "../ask.ts";
import { LIST, startTokenServer, type TokenServer } from "./server.ts";

/** @returns what was tried, for people */
export async function tryAttacks(stack: Stack, parts: Parts): Promise<string> {
  const tables: [Expected[], TokenServer][] = [
    [ATTACKS["issuer's keys"], await startTokenServer(stack, parts)],
    [
      ATTACKS.PEM,
      await startTokenServer(stack, parts, ({ jwtKey }) => ({
        CLERK_JWT_KEY: jwtKey,
        CLERK_SECRET_KEY: "",
      })),
    ],
    [
      ATTACKS["issuer's keys, aud if present"],
      await startTokenServer(stack, parts, () => ({ CLERK_AUDIENCE: "if-present" })),
    ],
  ];
  let tried = 0;
  for (const [table, server] of tables) {
    for (const [status, rows] of table) {
      for (const [name, tokenOf] of rows) {
        const token = await tokenOf(server.clerk);
        for (const revision of REVISIONS) {
          const answer = await server.list(token, revision);
          assert.equal(answer.status, status, `${name}, ${revision}: ${answer.text}`);
          expectDiscreet(answer, token, name);
          tried++;
        }
      }
    }
  }
  return `${tried} tokens of the attack table, in both revisions, with both keys: each got the listed status`;
}

function expectDiscreet({ status, headers, text }: Answer, token: string, name: string): void {
  const challenge = headers.get("WWW-Authenticate") ?? "";
  if (status === 401) assert.match(challenge, /^Bearer .*error="invalid_token"/, name);
  if (status === 403) assert.match(challenge, /^Bearer .*error="insufficient_scope"/, name);
  if (status === 200) return assert.equal(JSON.parse(text).result.isError, undefined, name);
  const shown = challenge + text;
  assert.doesNotMatch(shown, /user_|mch_|evil|other\.example/, `${name}: a claim in the answer`);
  assert.ok(token.length < 8 || !shown.includes(token), `${name}: the token in the answer`);
}

/** By the whole OAuth flow: a token for another resource, or for none, is refused. */
export async function tryOtherResources({ mcpUrl }: Stack): Promise<string> {
  const other = new URL("https://other.example/mcp");
  for (const resource of [other, false] as const) {
    const { access_token } = await obtainTokens(mcpUrl, "Alice", { resource });
    for (const revision of REVISIONS) {
      const { status, headers, text } = await ask(mcpUrl, access_token, LIST, revision);
      assert.equal(status, 401, text);
      assert.match(headers.get("WWW-Authenticate") ?? "", /error="invalid_token"/);
    }
  }
  return "tokens that the same Clerk gave for another resource, and for none: 401";
}
