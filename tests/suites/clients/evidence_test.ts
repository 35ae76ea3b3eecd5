// What counts as evidence of a step, on requests made up for it.

import assert from "node:assert/strict";
import { exchangeOf } from "../../end_to_end/clients/wire.ts";
import {
  assertListed,
  assertLockedOut,
  assertRenewed,
  assertSignedIn,
  registrationOf,
} from "./evidence.ts";
import { STEPS } from "./journey.ts";
import type { HttpExchange } from "./recorder.ts";
import { stepsMissing } from "./trial.ts";

const browser = request({ path: "/oauth/authorize", status: 303 });
const redeemed = request({ grantType: "authorization_code" });
const renewed = request({ grantType: "refresh_token" });
const refused = request({ grantType: "refresh_token", status: 400 });
const called = request({ message: exchangeOf(call("artifact_list"), new Headers(), 200) });
const rejected = { ...called, status: 401 };

Deno.test("a sign-in needs a browser and a redeemed code", () => {
  assertSignedIn([browser, redeemed]);
  assert.throws(() => assertSignedIn([redeemed]), /no browser/);
  assert.throws(() => assertSignedIn([browser]), /no code/);
});

Deno.test("a renewal needs a refresh and a call, and no browser", () => {
  assertRenewed([renewed, called]);
  assert.throws(() => assertRenewed([called]), /no refresh token/);
  assert.throws(() => assertRenewed([renewed, rejected]), /no call/);
  assert.throws(() => assertRenewed([refused, called]), /no refresh token/);
  assert.throws(() => assertRenewed([renewed, called, browser]), /browser was opened/);
});

Deno.test("a program is locked out when its refresh and its calls are refused", () => {
  assertLockedOut([refused, rejected]);
  assert.throws(() => assertLockedOut([rejected]), /no refresh token/);
  assert.throws(() => assertLockedOut([refused, called]), /a call succeeded/);
});

Deno.test("a refused registration is none", () => {
  const registered = request({ path: "/oauth/register", status: 201 });
  assert.equal(registrationOf([registered]), "dynamic registration");
  assert.equal(registrationOf([{ ...registered, status: 400 }]), "client metadata document");
});

Deno.test("a step that was not recorded is missing", () => {
  const steps = STEPS.map((step) => ({ step }));
  assert.deepEqual(stepsMissing(steps), []);
  assert.deepEqual(stepsMissing(steps.filter(({ step }) => step !== "renew")), ["renew"]);
});

Deno.test("a path for metadata that the table lacks → the walk fails", () => {
  const url = "http://127.0.0.1:1/functions/v1/mcp";
  const known = "/functions/v1/mcp/.well-known/oauth-protected-resource";
  assertListed([request({ path: known }), request({ path: "/functions/v1/mcp" })], url);
  // Any path of the authorization server is allowed.
  assertListed([request({ to: "authorization server", path: "/.well-known/other" })], url);
  const unlisted = request({ path: "/functions/v1/.well-known/oauth-protected-resource" });
  assert.throws(() => assertListed([unlisted], url));
});

function request(changes: Partial<HttpExchange>): HttpExchange {
  return {
    to: "server",
    method: "POST",
    path: "/",
    status: 200,
    signedIn: true,
    userAgent: "",
    message: undefined,
    grantType: undefined,
    scope: undefined,
    at: 0,
    ...changes,
  };
}

function call(name: string) {
  return { method: "tools/call", params: { name } };
}
