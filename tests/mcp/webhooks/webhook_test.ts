// POST /mcp/webhooks/clerk: which events close an account, and which are refused.

import assert from "node:assert/strict";
import { createWebhookReader } from "../../../supabase/functions/mcp/auth/clerk/webhook.ts";
import { WEBHOOK_SECRET } from "../../local/function_environment.ts";
import { startInProcess } from "../in_process.ts";
import { signed, userDeleted } from "./signed_webhook.ts";

const PATH = "/mcp/webhooks/clerk";
const NOW = Math.floor(Date.now() / 1_000);

function start(closeAccount: () => Promise<void> = () => Promise.resolve()) {
  const closed: string[][] = [];
  const app = startInProcess({
    webhook: {
      readEvent: createWebhookReader(WEBHOOK_SECRET),
      pseudonymOf: ({ userId }) => `hash of ${userId.slice("user_".length)}`,
      closeAccount: async (...account) => {
        await closeAccount();
        closed.push(account);
      },
    },
  });
  return { ...app, closed };
}

Deno.test("a signed user.deleted closes the account, at the time of the event", async () => {
  const { request, closed, lines } = start();
  const time = Date.UTC(2026, 10, 30, 12);
  const response = await request(PATH, await signed(userDeleted("user_alice", time)));
  assert.equal(response.status, 204);
  assert.deepEqual(closed, [["user_alice", "2026-11-30T12:00:00.000Z"]]);
  const [line] = lines;
  assert.equal(line?.method, "webhook");
  assert.equal(line?.user, "hash of alice");
});

Deno.test("an event without a time counts as happened now", async () => {
  const { request, closed } = start();
  const { timestamp: _, ...event } = userDeleted("user_alice");
  const before = Date.now();
  assert.equal((await request(PATH, await signed(event))).status, 204);
  const [[, happenedAt = ""] = []] = closed;
  assert.ok(Date.parse(happenedAt) >= before);
});

Deno.test("a message signed with an old and the current secret is accepted", async () => {
  const { request, closed } = start();
  const delivery = await signed(userDeleted("user_alice"));
  const headers = {
    ...delivery.headers,
    "svix-signature": `v1,b2xk ${delivery.headers["svix-signature"]}`,
  };
  assert.equal((await request(PATH, { ...delivery, headers })).status, 204);
  assert.equal(closed.length, 1);
});

Deno.test("other events get 204 and change nothing", async () => {
  const { request, closed } = start();
  for (const type of ["user.created", "user.updated", "session.created", "organization.deleted"]) {
    const event = { ...userDeleted("user_alice"), type };
    assert.equal((await request(PATH, await signed(event))).status, 204, type);
  }
  assert.deepEqual(closed, []);
});

const OTHER_SECRET = `whsec_${btoa("thirty-two bytes of someone else")}`;
const deletion = userDeleted("user_alice");

const REJECTED: Record<string, RequestInit | Promise<RequestInit>> = {
  "another secret": signed(deletion, { secret: OTHER_SECRET }),
  "a signature of six minutes ago": signed(deletion, { time: NOW - 360 }),
  "a signature from six minutes ahead": signed(deletion, { time: NOW + 360 }),
  "a changed body": signed(deletion).then((delivery) => ({
    ...delivery,
    body: delivery.body.replace("alice", "bobby"),
  })),
  "another message's id": signed(deletion).then((delivery) => ({
    ...delivery,
    headers: { ...delivery.headers, "svix-id": "msg_2" },
  })),
  "a signature of version 2": signed(deletion).then((delivery) => ({
    ...delivery,
    headers: {
      ...delivery.headers,
      "svix-signature": delivery.headers["svix-signature"].replace("v1,", "v2,"),
    },
  })),
  "no signature": { method: "POST", body: JSON.stringify(deletion) },
  "no body": { method: "POST" },
  "a body that is not JSON": signed("user.deleted"),
  "a body that is not an object": signed("null"),
  "an id of no user": signed(userDeleted("org_1")),
  "an id with a comma": signed(userDeleted("user_a,user_b")),
  "no id": signed({ ...deletion, data: { deleted: true } }),
  "a time that is no date": signed(userDeleted("user_alice", 1e300)),
};

for (const [what, delivery] of Object.entries(REJECTED)) {
  Deno.test(`a webhook with ${what} gets 400 and closes no account`, async () => {
    const { request, closed, reports } = start();
    const response = await request(PATH, await delivery);
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error, "invalid_webhook");
    assert.deepEqual(closed, []);
    assert.deepEqual(reports, []);
  });
}

Deno.test("a webhook above 64 KiB gets 413 and closes no account", async () => {
  const { request, closed } = start();
  const event = { ...deletion, padding: "x".repeat(64 * 1024) };
  assert.equal((await request(PATH, await signed(event))).status, 413);
  const { body, ...delivery } = await signed(event);
  const streamed = { ...delivery, body: new Blob([body]).stream() };
  assert.equal((await request(PATH, streamed)).status, 413);
  assert.deepEqual(closed, []);
});

Deno.test("when the account cannot be closed, the webhook gets 503, to be sent again", async () => {
  const { request, reports } = start(() => Promise.reject(new Error("secret reason")));
  const response = await request(PATH, await signed(deletion));
  assert.equal(response.status, 503);
  assert.doesNotMatch(await response.text(), /secret reason/);
  assert.equal(reports.length, 1);
});

Deno.test("without a signing secret there is no webhook", async () => {
  const { request } = startInProcess();
  const response = await request(PATH, await signed(deletion));
  assert.equal(response.status, 404);
});

Deno.test("GET of the webhook's address gets 404", async () => {
  const { request } = start();
  assert.equal((await request(PATH)).status, 404);
});
