// Some hundreds of the requests that `deno task fuzz` makes up, and all that once went wrong, in process.

import assert from "node:assert/strict";
import { createClerkVerifier } from "../supabase/functions/mcp/auth/clerk/verifier.ts";
import { run } from "./suites/fuzz/campaign.ts";
import { CASES } from "./suites/fuzz/cases.ts";
import { httpRequests } from "./suites/fuzz/http_requests.ts";
import { runCases } from "./suites/fuzz/known_cases.ts";
import { listedTools } from "./suites/fuzz/server.ts";
import { Tally } from "./suites/fuzz/tally.ts";
import { createTarget } from "./suites/fuzz/target.ts";
import { startFakeClerk } from "./mcp/auth/fake_clerk.ts";
import { RESOURCE, startInProcess } from "./mcp/in_process.ts";

const REQUESTS = 500;
/** Not that of CI's long run. */
const SEED = 7;

Deno.test(`${REQUESTS} made-up requests, and those that once went wrong`, async () => {
  const clerk = await startFakeClerk(RESOURCE);
  const expected = { issuer: clerk.issuer, resource: RESOURCE, audience: "required" } as const;
  const { fetch, reports } = startInProcess({ verify: createClerkVerifier(clerk, expected) });
  const target = createTarget({
    tokens: { owner: await clerk.mint(), scopeless: await clerk.mint({ scope: "email" }) },
    secrets: [new URL("../", import.meta.url).pathname],
    send: async (path, init) => await fetch(new Request(`http://127.0.0.1${path}`, init)),
  });
  const tally = new Tally();
  assert.deepEqual(await runCases(CASES, target, tally), []);
  const failures = await run({
    requests: REQUESTS,
    seed: SEED,
    arbitrary: httpRequests(await listedTools(target)),
    target,
    tally,
    before: () => Promise.resolve(),
  });
  // Without the requests, of which some have megabytes: a comparison would print them.
  assert.deepEqual(failures.map(({ index, faults }) => ({ index, faults })), []);
  assert.ok(tally.total >= REQUESTS);
  assert.deepEqual(reports, []);
  await clerk.stop();
});
