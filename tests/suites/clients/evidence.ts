// What recorded requests prove of a walk: that the user signed in, that a token was renewed without one,
// that nothing was answered to a program whose grant is gone. Knows no program.

import assert from "node:assert/strict";
import {
  METADATA_PATHS,
  metadataPathUrl,
} from "../../../supabase/functions/_shared/metadata_paths.ts";
import type { HttpExchange } from "./recorder.ts";

type Requests = readonly HttpExchange[];

/** The browser was opened, and the code it brought back was redeemed. */
export function assertSignedIn(requests: Requests): void {
  assert.ok(opened(requests), "no browser was opened");
  assert.ok(gaveTokens(requests, "authorization_code"), "no code was redeemed");
}

/**
 * A refresh token brought a new access token, a protected call with it succeeded, and no browser was
 * opened.
 */
export function assertRenewed(requests: Requests): void {
  assert.ok(!opened(requests), "a browser was opened");
  assert.ok(gaveTokens(requests, "refresh_token"), "no refresh token was redeemed");
  assert.ok(callsOf(requests).some(({ status }) => status === 200), "no call succeeded");
}

/** The refresh token was refused, and no call with an old token succeeded. */
export function assertLockedOut(requests: Requests): void {
  assert.ok(wasRefused(requests), "no refresh token was refused");
  assert.ok(!callsOf(requests).some(({ status }) => status === 200), "a call succeeded");
}

/** The authorization server refused a refresh token. */
export function wasRefused(requests: Requests): boolean {
  return requests.some(({ grantType, status }) => grantType === "refresh_token" && status === 400);
}

/** Every place at which the program looked for metadata is in the project's table of such paths. */
export function assertListed(requests: Requests, mcpUrl: string): void {
  const listed = new Set(METADATA_PATHS.map((path) => {
    return new URL(metadataPathUrl(path, mcpUrl)).pathname;
  }));
  const unlisted = requests
    .filter(({ to, path }) =>
      to === "server" && path.includes("/.well-known/") && !listed.has(path)
    );
  assert.deepEqual(unlisted.map(({ path }) => path), []);
}

/** How the program registered: the requests for it, or none with a metadata document. */
export function registrationOf(requests: Requests): string {
  const registered = requests.some(({ path, status }) => {
    return path === "/oauth/register" && status === 201;
  });
  return registered ? "dynamic registration" : "client metadata document";
}

/** `User-Agent` of the program's messages, each once. */
export function userAgentsOf(requests: Requests): string[] {
  return [...new Set(requests.filter(({ message }) => message).map(({ userAgent }) => userAgent))];
}

/** Names of the tools that were called, as the program called them. */
export function toolsCalled(requests: Requests): string[] {
  return callsOf(requests).flatMap(({ message }) => message?.tool ?? []);
}

/** The browser was opened. */
export function opened(requests: Requests): boolean {
  return requests.some(({ path }) => path === "/oauth/authorize");
}

function gaveTokens(requests: Requests, grant: string): boolean {
  return requests.some(({ grantType, status }) => grantType === grant && status === 200);
}

function callsOf(requests: Requests): Requests {
  return requests.filter(({ message, signedIn }) => message?.tool !== undefined && signedIn);
}
