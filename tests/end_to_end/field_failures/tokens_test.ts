// Tokens that were lost on the way, read from the wrong place, or issued for another resource.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import { bearer, onStack, type Wire } from "../on_stack.ts";
import { kinds, list } from "./requests.ts";

const MCP = "/functions/v1/mcp";
const JSON_TYPE = { "Content-Type": "application/json" };
const printed: string[] = [];

async function tokenOf({ stack }: Wire): Promise<string> {
  return (await obtainTokens(stack.mcpUrl, "Alice")).access_token;
}

async function shows(response: Response, text: string): Promise<boolean> {
  return (JSON.stringify([...response.headers]) + await response.text()).includes(text);
}

/** What people type, or frameworks make of it. */
const ADDRESSES = [
  "/functions/v1/mcp/",
  "/functions/v1//mcp",
  "/functions/v1/mcp//",
  "/functions/v1/MCP",
  "/functions/v1/mcp/mcp",
  "/functions/v1/mcp/sse",
  "/functions/v1/well-known/oauth-protected-resource/mcp/",
  "/functions/v1/well-known//oauth-protected-resource",
  "/functions/v1/well-known",
];

onStack("tokens", { progress: (line) => printed.push(line) }, {
  // anthropics/claude-ai-mcp#35
  "a redirect loses the token: no address and no method is answered with one": async (wire) => {
    const headers = { ...JSON_TYPE, ...bearer(await tokenOf(wire)) };
    for (const path of [MCP, ...ADDRESSES]) {
      for (const method of ["POST", "GET", "OPTIONS"]) {
        const body = method === "POST" ? JSON.stringify(list) : null;
        const response = await wire.send(path, { method, headers, body });
        assert.ok(response.status < 300 || response.status >= 400, `${method} ${path}`);
        assert.equal(response.headers.get("Location"), null, `${method} ${path}`);
      }
    }
  },

  // anthropics/claude-ai-mcp#35
  "a slash too many looks like a refused token: it is plainly another address, 404": async (
    wire,
  ) => {
    const headers = { ...JSON_TYPE, ...bearer(await tokenOf(wire)) };
    for (const path of ADDRESSES) {
      const response = await wire.send(path, {
        method: "POST",
        headers,
        body: JSON.stringify(list),
      });
      assert.ok([404, 405].includes(response.status), `${path}: ${response.status}`);
      assert.equal(response.headers.get("WWW-Authenticate"), null, path);
    }
  },

  "a token in the query, a cookie or the body counts: it is ignored and never repeated": async (
    wire,
  ) => {
    const token = await tokenOf(wire);
    const ways: Record<string, () => Promise<Response>> = {
      query: () =>
        wire.send(`${MCP}?access_token=${token}&token=${token}`, {
          method: "POST",
          headers: JSON_TYPE,
          body: JSON.stringify(list),
        }),
      cookie: () => wire.post(list, { Cookie: `__session=${token}; access_token=${token}` }),
      "x-access-token": () => wire.post(list, { "X-Access-Token": token, "X-Api-Key": token }),
      body: () => wire.post({ ...list, params: { ...list.params, access_token: token } }),
    };
    for (const [way, send] of Object.entries(ways)) {
      const response = await send();
      assert.equal(response.status, 401, way);
      assert.match(
        response.headers.get("WWW-Authenticate") ?? "",
        /^Bearer realm="Artifacts", res/,
      );
      assert.ok(!await shows(response, token), way);
    }
  },

  "the scheme in another case, or two spaces, loses the token: both are read": async (wire) => {
    const token = await tokenOf(wire);
    for (const value of [`bearer ${token}`, `BEARER  ${token}`]) {
      assert.equal(
        (await wire.post(list, { Authorization: value })).status,
        200,
        value.slice(0, 8),
      );
    }
  },

  // fastrepl/anarlog#7134
  "an audience shared with other APIs: a token for another one, or for none, opens nothing": async (
    wire,
  ) => {
    const foreign = [
      new URL("https://api.example.com/"),
      new URL(wire.stack.origin),
      new URL(`${wire.stack.mcpUrl}/`),
      new URL(`${wire.stack.origin}/functions/v1/other`),
      false,
    ] as const;
    for (const resource of foreign) {
      const { access_token } = await obtainTokens(wire.stack.mcpUrl, "Alice", { resource });
      for (const message of [list, kinds]) {
        const response = await wire.post(message, bearer(access_token));
        assert.equal(response.status, 401, String(resource));
        assert.match(response.headers.get("WWW-Authenticate") ?? "", /error="invalid_token"/);
      }
    }
  },

  "garbage becomes a server error, or is repeated: 401, and no word of it comes back": async (
    wire,
  ) => {
    const token = await tokenOf(wire);
    const tampered = `${token.slice(0, -6)}AAAAAA`;
    for (const bad of ["g4rbage", "g4r.b.age", "g4r b", tampered, `${token}, ${token}`]) {
      const response = await wire.post(list, bearer(bad));
      assert.equal(response.status, 401, bad.slice(0, 10));
      assert.ok(!await shows(response, bad.slice(0, 10)));
    }
  },
});

Deno.test("tokens end up in logs: all that the functions printed names none", () => {
  const text = printed.join("\n");
  assert.match(text, /names no audience/, "it was listened to");
  assert.doesNotMatch(text, /eyJ|g4r/);
});
