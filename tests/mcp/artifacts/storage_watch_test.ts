// The watch over the project's storage: how often it counts, and what it warns of.

import assert from "node:assert/strict";
import { createStorageWatch } from "../../../supabase/functions/mcp/artifacts/storage_watch.ts";

const NOON = Date.UTC(2026, 10, 29, 12);
const HOUR = 60 * 60_000;

function watching(bytes: number, purgedAgo = 0, rebuiltAgo = 0) {
  const state = { time: NOON, counts: 0, warnings: [] as string[], down: false };
  const watch = createStorageWatch(
    () => {
      state.counts++;
      if (state.down) return Promise.reject(new Error("down"));
      const [purged_at = "", rebuilt_at = ""] = [purgedAgo, rebuiltAgo].map((ago) =>
        new Date(NOON - ago).toISOString()
      );
      return Promise.resolve({ bytes, purged_at, rebuilt_at });
    },
    1_000,
    (message) => state.warnings.push(message),
    () => state.time,
  );
  return { state, watch };
}

Deno.test("storage is counted once a minute", async () => {
  const { state, watch } = watching(0);
  for (const [seconds, counts] of [[0, 1], [59, 1], [60, 2], [61, 2]] as const) {
    state.time = NOON + seconds * 1_000;
    await watch();
    assert.equal(state.counts, counts, `${seconds} s`);
  }
  assert.deepEqual(state.warnings, []);
});

Deno.test("a warning comes above 80%, once an hour", async () => {
  assert.deepEqual(await warningsOf(800), []);
  const warnings = await warningsOf(801);
  assert.equal(warnings.length, 2);
  assert.match(warnings[0] ?? "", /^The libraries take 80% of MCP_PROJECT_BYTES \(801 of 1000\)/);
});

async function warningsOf(bytes: number): Promise<string[]> {
  const { state, watch } = watching(bytes);
  for (const minutes of [0, 30, 59, 60, 61]) {
    state.time = NOON + minutes * 60_000;
    await watch();
  }
  return state.warnings;
}

Deno.test("a purge or a rebuild that is two days late is warned of", async () => {
  const late = watching(0, 49 * HOUR);
  await late.watch();
  assert.match(
    late.state.warnings.join(),
    /^No purge has completed since 2026-11-27T11:00:00.000Z/,
  );
  const cutOff = watching(0, 0, 49 * HOUR);
  await cutOff.watch();
  assert.match(
    cutOff.state.warnings.join(),
    /^The search indexes have not been rebuilt since 2026-11-27T11:/,
  );
  const inTime = watching(0, 47 * HOUR, 47 * HOUR);
  await inTime.watch();
  assert.deepEqual(inTime.state.warnings, []);
});

Deno.test("a database that is down is no fault of the watch's", async () => {
  const { state, watch } = watching(0);
  state.down = true;
  await watch();
  assert.deepEqual(state.warnings, []);
});
