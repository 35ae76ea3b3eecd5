// Clients that were refused in a shape they do not understand, or not refused where only a refusal makes
// them sign in.

import assert from "node:assert/strict";
import { obtainTokens } from "../../local/authorize.ts";
import { call } from "../../mcp/in_process.ts";
import { bearer, onStack, OPEN_HANDSHAKE, type Wire } from "../on_stack.ts";
import { kinds, list, OPEN } from "./requests.ts";
import { aged } from "./stale_token.ts";

const folder = await Deno.makeTempDir();
const keyFile = `${folder}/signing_key.json`;
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

const METADATA = "/functions/v1/well-known/oauth-protected-resource/mcp";
const OPENAI = ["openai-mcp/1.0.0", "Mozilla/5.0 (compatible; ChatGPT-User/1.0)"];
const OTHERS = ["claude-code/2.0", "node", "curl/8", ""];

/** The whole header, since clients differ in which part they look for. */
function challenge({ stack }: Wire, error = ""): string {
  return `Bearer realm="Artifacts", ${error}resource_metadata="${stack.origin}${METADATA}", ` +
    'scope="profile offline_access"';
}

const EXPIRED = 'error="invalid_token", error_description="The access token expired", ';
const TOO_FEW = 'error="insufficient_scope", ' +
  'error_description="The access token lacks a scope that is required", ';
const NOT_SIGNED_IN = 'error="invalid_token", error_description="Sign-in is required", ';

async function tokens({ stack: { mcpUrl } }: Wire) {
  const { access_token: good } = await obtainTokens(mcpUrl, "Alice");
  const { access_token: poor } = await obtainTokens(mcpUrl, "Alice", { scope: "email" });
  return { good, poor, expired: await aged(good, keyFile) };
}

onStack("challenges", { clerk: { keyFile }, ...OPEN_HANDSHAKE }, {
  // lightdash/lightdash#26726
  "401 without header or without resource_metadata: both are there for every protected tool":
    async (wire) => {
      for (const tool of ["artifact.list", "artifact.view", "artifact.create", "artifact_list"]) {
        const response = await wire.post(call(tool));
        assert.equal(response.status, 401, tool);
        assert.equal(response.headers.get("WWW-Authenticate"), challenge(wire), tool);
      }
    },

  // lightdash/lightdash#26726
  "an expired token is refused without a challenge, or counts as anonymous: 401 and invalid_token, on every method":
    async (wire) => {
      const { expired } = await tokens(wire);
      for (const [name, message] of Object.entries({ ...OPEN, list })) {
        for (const userAgent of [...OPENAI, ...OTHERS]) {
          const response = await wire.post(message, {
            ...bearer(expired),
            "User-Agent": userAgent,
          });
          assert.equal(response.status, 401, `${name} by ${userAgent}`);
          assert.equal(response.headers.get("WWW-Authenticate"), challenge(wire, EXPIRED));
        }
      }
    },

  // mcp-use/mcp-use#2602
  "a missing scope is a plain failure: 403 insufficient_scope names what to ask for": async (
    wire,
  ) => {
    const { poor } = await tokens(wire);
    const response = await wire.post(list, bearer(poor));
    assert.equal(response.status, 403);
    assert.equal(response.headers.get("WWW-Authenticate"), challenge(wire, TOO_FEW));
    assert.equal((await wire.post(kinds, bearer(poor))).status, 200, "needs no scope");
  },

  // upstash/context7#2958
  "the status is ignored and only the result is read: OpenAI's clients find the challenge in it":
    async (wire) => {
      const { poor } = await tokens(wire);
      const cases = [{ headers: {}, error: NOT_SIGNED_IN }, {
        headers: bearer(poor),
        error: TOO_FEW,
      }];
      for (const { headers, error } of cases) {
        for (const userAgent of OPENAI) {
          const response = await wire.post(list, { ...headers, "User-Agent": userAgent });
          assert.equal(response.status, 200, userAgent);
          const { id, result } = await response.json();
          assert.deepEqual([id, result.isError], [list.id, true]);
          assert.deepEqual(result._meta, { "mcp/www_authenticate": [challenge(wire, error)] });
        }
      }
    },

  // mcp-use/mcp-use#2602
  "200 with isError never starts sign-in elsewhere: all other clients get the status": async (
    wire,
  ) => {
    const { poor } = await tokens(wire);
    for (const userAgent of OTHERS) {
      const headers = { "User-Agent": userAgent };
      assert.equal((await wire.post(list, headers)).status, 401, userAgent);
      assert.equal((await wire.post(list, { ...headers, ...bearer(poor) })).status, 403, userAgent);
    }
  },

  "a User-Agent opens a door: it changes the shape of a refusal and never what a caller gets":
    async (wire) => {
      const { good, poor, expired } = await tokens(wire);
      const refusalOf = async (headers: Record<string, string>) =>
        (await (await wire.post(list, headers)).json()).result?.isError ?? "refused outside";
      for (const userAgent of [...OPENAI, ...OTHERS]) {
        const as = (token: string) => ({ ...bearer(token), "User-Agent": userAgent });
        assert.equal(await refusalOf({ "User-Agent": userAgent }), true, userAgent);
        for (const token of [poor, expired]) assert.equal(await refusalOf(as(token)), true);
        const { result } = await (await wire.post(list, as(good))).json();
        assert.deepEqual(result.structuredContent.artifacts, []);
      }
    },

  "everything requires sign-in, so clients discover nothing: discovery and the public tool do not":
    async ({ post }) => {
      for (const [name, message] of Object.entries(OPEN)) {
        const response = await post(message);
        assert.equal(response.status, "id" in message ? 200 : 202, name);
        assert.equal(response.headers.get("WWW-Authenticate"), null, name);
        if ("id" in message) assert.ok("result" in await response.json(), name);
      }
    },
});
