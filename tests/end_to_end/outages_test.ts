// What happens to people on the running stack while Clerk is down.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { obtainTokens } from "../local/authorize.ts";
import { call } from "../mcp/in_process.ts";
import { bearer, onStack } from "./on_stack.ts";

const list = call("artifact.list");
let token = "";

onStack("outages with JWT access tokens", {}, {
  "Clerk down before its keys were seen: 503 and Retry-After, no challenge": async (
    { stack, post },
  ) => {
    token = (await obtainTokens(stack.mcpUrl, "Alice")).access_token;
    await stack.clerk.takeDown();
    const response = await post(list, bearer(token));
    assert.equal(response.status, 503);
    assert.match(response.headers.get("Retry-After") ?? "", /^\d+$/);
    assert.equal(response.headers.get("WWW-Authenticate"), null);
    assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*");
  },

  "Clerk back: a second later the same token works, without a restart": async ({ stack, post }) => {
    await stack.clerk.bringBack();
    await delay(1_000);
    assert.equal((await post(list, bearer(token))).status, 200);
  },

  "Clerk down again: a verified token goes on working": async ({ stack, post }) => {
    await stack.clerk.takeDown();
    assert.equal((await post(list, bearer(token))).status, 200);
  },
});

onStack("outages with opaque access tokens", { clerk: { accessTokens: "opaque" } }, {
  "verified by Clerk, 503 while it is down": async ({ stack, post }) => {
    const { access_token: used } = await obtainTokens(stack.mcpUrl, "Alice");
    const { access_token: unused } = await obtainTokens(stack.mcpUrl, "Bob");
    assert.match(used, /^oat_/);
    assert.equal((await post(list, bearer(used))).status, 200);
    await stack.clerk.takeDown();
    assert.equal((await post(list, bearer(used))).status, 200);
    assert.equal((await post(list, bearer(unused))).status, 503);
  },
});
