// Check webhook, against the real handler and against servers without one.

import assert from "node:assert/strict";
import { webhook } from "../../../supabase/functions/_tools/doctor/checks/webhook.ts";
import { createWebhookReader } from "../../../supabase/functions/mcp/auth/clerk/webhook.ts";
import { WEBHOOK_SECRET } from "../../local/function_environment.ts";
import { startInProcess } from "../../mcp/in_process.ts";
import { outcomes, sessionWith } from "./fake_server.ts";

const closed: string[] = [];
const configured = startInProcess({
  webhook: {
    readEvent: createWebhookReader(WEBHOOK_SECRET),
    pseudonymOf: () => "",
    closeAccount: (userId) => Promise.resolve(void closed.push(userId)),
  },
});
const unconfigured = startInProcess();

type App = Pick<typeof configured, "request">;

async function found(app: App, secret: string | undefined): Promise<string[]> {
  const session = sessionWith((url, init) =>
    app.request(url.pathname.replace("/functions/v1", ""), init)
  );
  return outcomes(await Array.fromAsync(webhook(session, secret)));
}

Deno.test("webhook() accepts a server with the same signing secret, and closes no account", async () => {
  assert.deepEqual(await found(configured, WEBHOOK_SECRET), ["webhook: ok"]);
  assert.deepEqual(closed, []);
});

Deno.test("webhook() finds that the server has another signing secret", async () => {
  const other = `whsec_${btoa("thirty-two bytes of someone else")}`;
  assert.deepEqual(await found(configured, other), ["webhook: problem"]);
});

Deno.test("webhook() without a secret finds that the server takes signed events", async () => {
  assert.deepEqual(await found(configured, ""), ["webhook: ok"]);
});

Deno.test("webhook() notes that the server takes no webhooks", async () => {
  assert.deepEqual(await found(unconfigured, WEBHOOK_SECRET), ["webhook: note"]);
});

Deno.test("webhook() says nothing about servers of others", async () => {
  const session = sessionWith(() => 404, { isThisProject: false });
  assert.deepEqual(await Array.fromAsync(webhook(session, "")), []);
});
