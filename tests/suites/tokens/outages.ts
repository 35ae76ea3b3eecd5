// Clerk fails in every way there is while a crowd calls: 503 and never 401, within five seconds, one question a
// second at most, and back to work as soon as Clerk is.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Parts } from "../../local/parts.ts";
import type { Stack } from "../../local/stack.ts";
import { FAULTS } from "../../mcp/auth/faults.ts";
import type { Fault } from "../../mcp/auth/fake_clerk_api.ts";
import { type Answer, REVISIONS } from "../ask.ts";
import { startTokenServer, type TokenServer } from "./server.ts";

type Endpoint = "jwks" | "verify";

const CROWD = 20;
/** How long the crowd calls without a break. */
const STORM_MS = 3_000;
const LONGEST_MS = 5_000;
const PAUSE_MS = 1_100;
const HANGING: [string, Fault] = ["no answer at all", { delay: "forever" }];

export async function failKeys(stack: Stack, parts: Parts): Promise<string> {
  const server = await startTokenServer(stack, parts);
  return await failEach(server, "jwks", (id) => server.clerk.mint({ jti: id }));
}

export async function failOpaque(stack: Stack, parts: Parts): Promise<string> {
  const server = await startTokenServer(stack, parts);
  return await failEach(server, "verify", () => Promise.resolve(server.clerk.mintOpaque()));
}

async function failEach(
  server: TokenServer,
  endpoint: Endpoint,
  mint: (id: string) => Promise<string>,
): Promise<string> {
  const { faults } = server.clerk;
  let [longest, calls] = [0, 0];
  for (const [name, fault] of [...FAULTS, HANGING]) {
    faults[endpoint] = fault;
    for (const revision of REVISIONS) {
      const answer = await server.list(await mint(`${name} ${revision}`), revision);
      expectOutage(answer, name);
      longest = Math.max(longest, answer.ms);
      calls++;
    }
    await delay(PAUSE_MS);
  }
  const storm = await stormOf(server, endpoint, mint);

  faults[endpoint] = { delay: "forever" };
  const begun = performance.now();
  const crowd = Array.from({ length: CROWD }, async (_, index) => {
    return await server.list(await mint(`hanging ${index}`));
  });
  for (const answer of await Promise.all(crowd)) {
    expectOutage(answer, "a crowd before a Clerk that hangs");
    longest = Math.max(longest, answer.ms);
  }
  assert.ok(performance.now() - begun < 2 * LONGEST_MS);
  assert.ok(longest <= LONGEST_MS, `an answer took ${longest} ms`);

  delete faults[endpoint];
  await delay(PAUSE_MS);
  const token = await mint("recovered");
  for (const revision of REVISIONS) {
    assert.equal((await server.list(token, revision)).status, 200, "it did not recover");
  }
  return `${endpoint}: ${FAULTS.length + 1} faults, ${
    calls + CROWD
  } calls, 503 each, longest answer ` +
    `${longest.toFixed(0)} ms; ${storm}; recovered within a second`;
}

/** A crowd that calls again as soon as it has its answer. */
async function stormOf(
  server: TokenServer,
  endpoint: Endpoint,
  mint: (id: string) => Promise<string>,
): Promise<string> {
  server.clerk.faults[endpoint] = { status: 429, body: "{}" };
  const before = server.clerkRequests();
  const end = performance.now() + STORM_MS;
  let calls = 0;
  await Promise.all(Array.from({ length: CROWD }, async (_, index) => {
    const token = await mint(`storm ${index}`);
    while (performance.now() < end) {
      expectOutage(await server.list(token), "a storm");
      calls++;
    }
  }));
  const requests = server.clerkRequests() - before;
  // The first calls of a crowd arrive before any of them has an answer; keys are requested once.
  const most = (endpoint === "verify" ? CROWD : 1) + STORM_MS / 1_000;
  assert.ok(requests <= most, `Clerk got ${requests} requests for ${calls} calls`);
  assert.ok(calls > 10 * requests, `${calls} calls, ${requests} requests`);
  await delay(PAUSE_MS);
  return `${calls} calls in ${STORM_MS / 1_000} s sent Clerk ${requests} requests`;
}

function expectOutage({ status, headers, text }: Answer, name: string): void {
  assert.equal(status, 503, `${name}: ${text}`);
  assert.match(headers.get("Retry-After") ?? "", /^\d+$/, name);
  assert.equal(headers.get("WWW-Authenticate"), null, name);
  assert.doesNotMatch(text, /Clerk|jwks|127\.0\.0\.1|Sorry|at file/, name);
}
