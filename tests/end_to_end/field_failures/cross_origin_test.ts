// Clients in browsers that saw "failed to fetch" instead of the answer that would have made them sign in.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import { bearer, onStack, type Wire } from "../on_stack.ts";
import { initialized, list, ping } from "./requests.ts";

const MCP = "/functions/v1/mcp";
const WELL_KNOWN = "/functions/v1/well-known";
const PAGE = { Origin: "https://chatgpt.com" };
const TOO_MUCH = JSON.stringify({ ...ping, pad: "x".repeat(4 * 1024 * 1024) });

/** Every status there is, by what brings it about; refusals of the gateway itself are not ours. */
async function answers({ stack, send, post }: Wire): Promise<Record<string, Response>> {
  const { access_token: poor } = await obtainTokens(stack.mcpUrl, "Alice", { scope: "email" });
  return {
    "200": await post(ping, PAGE),
    "202": await post(initialized, PAGE),
    "400": await post("{", PAGE),
    "401": await post(list, PAGE),
    "401 bad token": await post(ping, { ...PAGE, ...bearer("garbage") }),
    "403 scope": await post(list, { ...PAGE, ...bearer(poor) }),
    "403 foreign page": await post(ping, { Origin: "https://foreign.example" }),
    "404": await send(`${MCP}/nothing`, { headers: PAGE }),
    "405": await send(MCP, { headers: PAGE }),
    "413": await post(TOO_MUCH, PAGE),
    "415": await post(ping, { ...PAGE, "Content-Type": "text/plain" }),
    "200 well-known": await send(`${WELL_KNOWN}/oauth-protected-resource/mcp`, { headers: PAGE }),
    "404 well-known": await send(`${WELL_KNOWN}/nothing`, { headers: PAGE }),
    "405 well-known": await send(`${WELL_KNOWN}/oauth-protected-resource`, {
      method: "POST",
      headers: PAGE,
    }),
  };
}

onStack("cross-origin", {}, {
  // twentyhq/twenty#19836
  "no CORS on errors, so the page never sees the 401: every answer of both functions can be read":
    async (wire) => {
      for (const [expected, response] of Object.entries(await answers(wire))) {
        assert.equal(response.status, Number.parseInt(expected), expected);
        assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*", expected);
      }
    },

  // twentyhq/twenty#19836
  "the challenge cannot be read although it is there: WWW-Authenticate is exposed on every answer":
    async (wire) => {
      for (const [name, response] of Object.entries(await answers(wire))) {
        const exposed = response.headers.get("Access-Control-Expose-Headers") ?? "";
        assert.ok(exposed.split(", ").includes("WWW-Authenticate"), name);
      }
    },

  "a preflight fails over one header: all that any revision sends are allowed, from known pages":
    async ({ send }) => {
      const requested =
        "authorization,content-type,accept,mcp-protocol-version,mcp-method,mcp-name," +
        "mcp-session-id,last-event-id";
      const headers = {
        "Origin": "https://claude.com",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": requested,
      };
      for (const path of [MCP, `${WELL_KNOWN}/oauth-protected-resource/mcp`]) {
        const response = await send(path, { method: "OPTIONS", headers });
        assert.equal(response.status, 204);
        assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
        const allowed = response.headers.get("Access-Control-Allow-Headers")?.toLowerCase().split(
          ", ",
        );
        for (const header of requested.split(",")) assert.ok(allowed?.includes(header), header);
      }
    },

  "a preflight wants the login: it is answered without, and brings no challenge": async (
    { send },
  ) => {
    const response = await send(MCP, { method: "OPTIONS", headers: bearer("garbage") });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get("WWW-Authenticate"), null);
  },

  "a client's own page is refused for its Origin: the known ones, and clients without, pass":
    async ({ post }) => {
      const known = [
        ...["https://chatgpt.com", "https://chat.openai.com", "https://claude.ai"],
        ...["https://claude.com", "https://grok.com", "vscode-file://vscode-app", "null"],
      ];
      for (const Origin of known) {
        assert.equal((await post(ping, { Origin })).status, 200, Origin);
      }
      assert.equal((await post(ping)).status, 200);
      for (const Origin of ["https://chatgpt.com.evil.example", "http://chatgpt.com"]) {
        assert.equal((await post(ping, { Origin })).status, 403, Origin);
      }
    },

  // koala73/worldmonitor#4802
  "the preflight says yes and POST says no: a foreign page is refused by both": async (
    { send },
  ) => {
    const headers = {
      "Origin": "https://foreign.example",
      "Access-Control-Request-Method": "POST",
    };
    const response = await send(MCP, { method: "OPTIONS", headers });
    assert.equal(response.status, 403);
    assert.equal(response.headers.get("Access-Control-Allow-Methods"), null);
    const metadata = `${MCP}/.well-known/oauth-protected-resource`;
    assert.equal((await send(metadata, { method: "OPTIONS", headers })).status, 204);
  },
});
