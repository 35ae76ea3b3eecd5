// Clerk's settings, compared and changed through the stand-in's Backend API.

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

/** As Clerk makes them, and as they must not stay. */
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
  const [lines, questions]: [string[], string[]] = [[], []];
  const confirm = (question: string) => (questions.push(question), answer(question));
  const print = (line: string) => void lines.push(line);
  const status = await setUp({ api: apiOf(clerk), print, confirm, dryRun });
  return { status, questions, text: lines.join("\n") };
}

async function checked(clerk: Clerk) {
  const lines: string[] = [];
  const status = await check(apiOf(clerk), (line) => lines.push(line));
  return { status, text: lines.join("\n") };
}

Deno.test("an instance as it should be differs in nothing", () =>
  withClerk({}, async (clerk) => {
    const { status, text } = await checked(clerk);
    assert.equal(status, 0, text);
    assert.doesNotMatch(text, /differs|clerk:setup/);
    const { questions } = await run(clerk, () => true);
    assert.deepEqual(questions, []);
  }));

Deno.test("an untouched instance differs in everything, each with what it breaks", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const { status, text } = await checked(clerk);
    assert.equal(status, 1);
    for (const field of SET) assert.match(text, new RegExp(`needed: .*\\(${field}\\)\\. \\w`));
    assert.match(text, /task clerk:setup/);
  }));

Deno.test("a dry run says what it would send, and sends nothing", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const { status, questions, text } = await run(clerk, () => true, true);
    assert.equal(status, 1);
    assert.deepEqual(questions, []);
    for (const field of SET) assert.match(text, new RegExp(`PATCH \\{"${field}":`));
    assert.equal((await checked(clerk)).status, 1);
  }));

Deno.test("only what is confirmed is changed", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const before = await apiOf(clerk).read();
    const { status, questions } = await run(clerk, (question) => question.includes("aud_claim"));
    assert.equal(questions.length, SET.length);
    assert.equal(status, 1);
    assert.deepEqual(await apiOf(clerk).read(), { ...before, aud_claim_enabled: true });
  }));

Deno.test("all confirmed, it is as it should be, and tokens show it", () =>
  withClerk(UNTOUCHED, async (clerk) => {
    const { status, text } = await run(clerk, () => true);
    assert.equal(status, 0, text);
    assert.equal(text.match(/set, and read back/g)?.length, SET.length);
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    assert.match(access_token, /^ey.*\./);
  }));

Deno.test("scopes that the instance has already are kept", () =>
  withClerk({ defaultScopes: "email public_metadata" }, async (clerk) => {
    await run(clerk, () => true);
    const { default_scopes } = await apiOf(clerk).read();
    const expected = ["openid", "profile", "email", "offline_access", "public_metadata"];
    assert.deepEqual(default_scopes, expected);
  }));

Deno.test("client id metadata documents do instead of registration", () =>
  withClerk({ dynamicRegistration: false }, async (clerk) => {
    assert.equal((await checked(clerk)).status, 0);
  }));

Deno.test("a setting that Clerk refuses to know is told, and does not hinder the others", () =>
  withClerk({ ...UNTOUCHED, unpublishedSettings: "refused" }, async (clerk) => {
    const { status, text } = await run(clerk, () => true);
    assert.equal(text.match(/this instance does not know the setting/g)?.length, 2);
    assert.equal(text.match(/set, and read back/g)?.length, 3);
    assert.equal(status, 3, "nothing is known to be wrong");
  }));

Deno.test("a setting that Clerk takes and never shows cannot be told", () =>
  withClerk({ ...UNTOUCHED, unpublishedSettings: "hidden" }, async (clerk) => {
    const { status, text } = await run(clerk, () => true);
    assert.equal(
      text.match(/takes? it and does not show it|took it and does not show it/g)?.length,
      2,
    );
    assert.equal(status, 3);
    assert.match((await checked(clerk)).text, /does not show the setting; only a token tells/);
  }));

Deno.test("a wrong key, and no Clerk at all, are told apart, and show no key", async () => {
  await withClerk({}, async ({ apiUrl }) => {
    const api = createBackendApi("sk_test_wrong", apiUrl);
    await assert.rejects(api.read(), (error) => {
      assert.ok(error instanceof BackendApiError && error.status === 401);
      assert.match(error.message, /does not take CLERK_SECRET_KEY/);
      assert.doesNotMatch(error.message, /sk_test_wrong/);
      return true;
    });
  });
  const nobody = createBackendApi("sk_test_x", `http://127.0.0.1:${freePort()}`);
  await assert.rejects(nobody.read(), { status: undefined, message: /does not answer/ });
});
