// How long a token is honoured that was good once, and how soon one that was signed with a new key: by the wall
// clock, against a server that remembers what it verified.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Parts } from "../../local/parts.ts";
import type { Stack } from "../../local/stack.ts";
import { REVISIONS } from "../ask.ts";
import { startTokenServer, type TokenServer } from "./server.ts";

const LOOK_EVERY_MS = 250;
/** What clocks may differ by, so long a token is taken after its time. */
const CLOCK_SKEW_MS = 5_000;
const REVOKED_WITHIN_MS = 60_000;
/** Unknown keys are looked for once at once, and then not for so long. */
const KEYS_COOLDOWN_MS = 30_000;
const FLOOD = 1_000;

/** A token that is used all the time, until long after it has expired. */
export async function replayExpired(stack: Stack, parts: Parts): Promise<string> {
  const server = await startTokenServer(stack, parts);
  const exp = Math.floor(Date.now() / 1000) + 2;
  const token = await server.clerk.mint({ exp });
  const refused = await refusedAfter(server, token, exp * 1000, CLOCK_SKEW_MS + 1_000);
  return `a token in use all the time: refused ${refused} ms after it expired, 5,000 ms of it clock tolerance`;
}

/** An opaque token that is used all the time and revoked meanwhile. */
export async function useRevoked(stack: Stack, parts: Parts): Promise<string> {
  const server = await startTokenServer(stack, parts);
  const token = server.clerk.mintOpaque();
  assert.equal((await server.list(token)).status, 200);
  server.clerk.revoke(token);
  const refused = await refusedAfter(server, token, Date.now(), REVOKED_WITHIN_MS);
  // Before, after, and after that for each revision.
  assert.ok(server.clerkRequests() <= 4, `Clerk got ${server.clerkRequests()} requests`);
  return `an opaque token in use all the time: refused ${refused} ms after it was revoked`;
}

/** @returns milliseconds from `end` to the first refusal; after it there is no other answer */
async function refusedAfter(
  server: TokenServer,
  token: string,
  end: number,
  mostMs: number,
): Promise<number> {
  let used = 0;
  for (let call = 0; Date.now() < end + mostMs; call++) {
    const revision = REVISIONS[call % REVISIONS.length];
    const { status } = await server.list(token, revision);
    if (status === 401) {
      assert.ok(used > 0, "the token was never good");
      for (const revision of REVISIONS) {
        assert.equal((await server.list(token, revision)).status, 401);
      }
      return Math.max(0, Date.now() - end);
    }
    assert.equal(status, 200);
    used++;
    await delay(LOOK_EVERY_MS);
  }
  throw new assert.AssertionError({ message: `still let in ${mostMs} ms after its end` });
}

/** A thousand tokens with invented kids, then one with a new kid that Clerk has published meanwhile. */
export async function rotateKeys(stack: Stack, parts: Parts): Promise<string> {
  const server = await startTokenServer(stack, parts);
  const { clerk } = server;
  const old = await clerk.mint();
  assert.equal((await server.list(old)).status, 200);
  assert.equal(server.clerkRequests(), 1);
  const first = await clerk.addKey("ins_first");
  const firstToken = await clerk.mint({}, { kid: "ins_first" }, first);
  assert.equal((await server.list(firstToken)).status, 200, "right after the keys were loaded");
  const loaded = Date.now();
  assert.equal(server.clerkRequests(), 2);

  const added = await clerk.addKey("ins_new");
  for (let sent = 0; sent < FLOOD; sent += 50) {
    const tokens = await Promise.all(
      Array.from({ length: 50 }, (_, index) => clerk.mint({}, { kid: `ins_${sent + index}` })),
    );
    const answers = await Promise.all(tokens.map((token) => server.list(token)));
    assert.ok(answers.every(({ status }) => status === 401));
  }
  const flooded = Date.now() - loaded;
  assert.ok(flooded < KEYS_COOLDOWN_MS, `the flood took ${flooded} ms`);
  assert.equal(server.clerkRequests(), 2, "the flood made the server load the keys");

  await delay(KEYS_COOLDOWN_MS - flooded + 100);
  assert.equal((await server.list(await clerk.mint({}, { kid: "ins_new" }, added))).status, 200);
  assert.equal((await server.list(await clerk.mint({ jti: "another" }))).status, 200);
  const flood = await clerk.mint({}, { kid: "ins_invented_again" });
  assert.equal((await server.list(flood)).status, 401);
  assert.equal(server.clerkRequests(), 3);
  return `${FLOOD} tokens with invented kids: 401, and no load of the keys; a first new key is taken at once, ` +
    "a second one after 30 s, without a restart, and the old one goes on";
}
