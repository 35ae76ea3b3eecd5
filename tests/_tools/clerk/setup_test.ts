// clerk:check and clerk:setup against the stand-in's Backend API.

import { WEBHOOK_SECRET } from "../../local/function_environment.ts";
import assert from "node:assert/strict";
import {
  BackendApiError,
  createBackendApi,
} from "../../../supabase/functions/_tools/clerk/backend_api.ts";
import { check } from "../../../supabase/functions/_tools/clerk/check.ts";
import { setUp } from "../../../supabase/functions/_tools/clerk/setup.ts";
import type { Clerk, ClerkOptions } from "../../local/clerk/mod.ts";
import { obtainTokens, register, withClerk } from "../../local/clerk/oauth_client.ts";
import { freePort } from "../../local/ports.ts";

/** The settings of a new Clerk instance. */
const UNTOUCHED: ClerkOptions = {
  accessTokens: "opaque",
  audienceClaim: false,
  dynamicRegistration: false,
  clientIdMetadataAdvertised: false,
  defaultScopes: "email offline_access profile",
  pkceRequired: false,
};
const SET = [
  "oauth_jwt_access_tokens",
  "dynamic_oauth_client_registration",
  "default_scopes",
  "aud_claim_enabled",
  "pkce_required",
];

function apiOf({ secretKey, apiUrl }: Clerk) {
  return createBackendApi(secretKey, apiUrl);
}

async function run(clerk: Clerk, answer: (question: string) => boolean, dryRun = false) {
  const lines: string[] = [];
  const questions: string[] = [];
  const confirm = (question: string) => (questions.push(question), answer(question));
  const print = (line: string) => void lines.push(line);
  const status = await setUp({ api: apiOf(clerk), print, confirm, dryRun });
  return { status, questions, text: lines.join("\n") };
}

async function checked(clerk: Clerk, webhookSecret?: string) {
  const lines: string[] = [];
  const status = await check(apiOf(clerk), webhookSecret, (line) => lines.push(line));
  return { status, text: lines.join("\n") };
}

Deno.test("check() of a correct instance reports no difference", () =>
  withClerk({}, async (clerk) => {
    const { status, text } = await checked(clerk);
    assert.equal(status, 0, text);
    assert.doesNotMatch(text, /differs|clerk:setup/);
    const { questions } = await run(clerk, () => true);
    assert.deepEqual(questions, []);
  }));

Deno.test("check() reports whether the webhook for deleted users is configured", () =>
  withClerk({}, async (clerk) => {
    const without = await checked(clerk);
    assert.match(without.text, /^note .*CLERK_WEBHOOK_SIGNING_SECRET is not set$/m);
    const configured = await checked(clerk, WEBHOOK_SECRET);
    assert.match(configured.text, /^ok +webhook for deleted users: its signing secret is set/m);
    assert.deepEqual([without.status, configured.status], [0, 0]);
    const malformed = await checked(clerk, "whsec_short");
    assert.match(malformed.text, /^differs +webhook for deleted users/m);
    assert.equal(malformed.status, 1);
  }));

Deno.test("check() of a new instance reports every setting, with the consequence", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const { status, text } = await checked(clerk);
    assert.equal(status, 1);
    for (const field of SET) assert.match(text, new RegExp(`required: .*\\(${field}\\)\\. \\w`));
    assert.match(text, /task clerk:setup/);
  }));

Deno.test("setUp() as a dry run prints the requests and sends none", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const { status, questions, text } = await run(clerk, () => true, true);
    assert.equal(status, 1);
    assert.deepEqual(questions, []);
    for (const field of SET) assert.match(text, new RegExp(`PATCH \\{"${field}":`));
    assert.equal((await checked(clerk)).status, 1);
  }));

Deno.test("setUp() changes only confirmed settings", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const before = await apiOf(clerk).read();
    const { status, questions } = await run(clerk, (question) => question.includes("aud_claim"));
    assert.equal(questions.length, SET.length);
    assert.equal(status, 1);
    assert.deepEqual(await apiOf(clerk).read(), { ...before, aud_claim_enabled: true });
  }));

Deno.test("setUp() with all confirmed makes the instance correct, and its tokens JWTs", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const { status, text } = await run(clerk, () => true);
    assert.equal(status, 0, text);
    assert.equal(text.match(/set, and read back/g)?.length, SET.length);
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    assert.match(access_token, /^ey.*\./);
  }));

Deno.test("setUp() keeps existing default scopes", () =>
  withClerk({ defaultScopes: "email public_metadata" }, async (clerk) => {
    await run(clerk, () => true);
    const { default_scopes } = await apiOf(clerk).read();
    const expected = ["openid", "profile", "email", "offline_access", "public_metadata"];
    assert.deepEqual(default_scopes, expected);
  }));

Deno.test("check() accepts client ID metadata documents instead of registration", () =>
  withClerk({ dynamicRegistration: false }, async (clerk) => {
    assert.equal((await checked(clerk)).status, 0);
  }));

Deno.test("setUp() reports a setting that Clerk does not know, and sets the others", () =>
  withClerk({ ...UNTOUCHED, unpublishedSettings: "refused" }, async (clerk) => {
    const { status, text } = await run(clerk, () => true);
    assert.equal(text.match(/this Clerk instance does not know the setting/g)?.length, 2);
    assert.equal(text.match(/set, and read back/g)?.length, 3);
    assert.equal(status, 3, "nothing is known to be wrong");
  }));

Deno.test("setUp() reports a setting that Clerk accepts but does not return", () =>
  withClerk({ ...UNTOUCHED, unpublishedSettings: "hidden" }, async (clerk) => {
    const { status, text } = await run(clerk, () => true);
    assert.equal(
      text.match(/accepted the change but does not return the setting/g)?.length,
      2,
    );
    assert.equal(status, 3);
    assert.match(
      (await checked(clerk)).text,
      /does not return the setting; only a token shows its value/,
    );
  }));

Deno.test("read() distinguishes a wrong key from no answer, and never shows the key", async () => {
  await withClerk({}, async ({ apiUrl }) => {
    const api = createBackendApi("sk_test_wrong", apiUrl);
    await assert.rejects(api.read(), (error) => {
      assert.ok(error instanceof BackendApiError && error.status === 401);
      assert.match(error.message, /Clerk rejects CLERK_SECRET_KEY/);
      assert.doesNotMatch(error.message, /sk_test_wrong/);
      return true;
    });
  });
  const unreachable = createBackendApi("sk_test_x", `http://127.0.0.1:${freePort()}`);
  await assert.rejects(unreachable.read(), { status: undefined, message: /does not answer/ });
});
