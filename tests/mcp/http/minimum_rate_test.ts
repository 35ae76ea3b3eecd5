// How slow a client may be.

import assert from "node:assert/strict";
import { DeadlineError } from "../../../supabase/functions/mcp/async/deadline.ts";
import {
  createMinimumRate,
  MIN_BYTES_PER_S,
} from "../../../supabase/functions/mcp/http/minimum_rate.ts";

/** Whether patience lasts for two minutes with pieces of `bytes` bytes every `everyMs` milliseconds. */
function lasts(bytes: number, everyMs: number): boolean {
  let time = 0;
  const patience = createMinimumRate(4_000, () => time);
  while (time < 120_000) {
    time += everyMs;
    if (patience.remainingMs() <= 0) return false;
    patience.credit(bytes);
  }
  return true;
}

Deno.test("pieces of any size at 16 KiB a second are never too slow; below 12 KiB a second they are", () => {
  for (const everyMs of [1, 10, 100, 1_000, 3_000]) {
    assert.ok(lasts(16_384 * everyMs / 1_000, everyMs), `16 KiB/s, every ${everyMs} ms`);
    assert.ok(!lasts(11_000 * everyMs / 1_000, everyMs), `11 kB/s, every ${everyMs} ms`);
  }
  assert.ok(!lasts(1, 1) && !lasts(100_000, 4_000));
});

Deno.test("a head start saves up at most one pause", () => {
  let time = 0;
  const patience = createMinimumRate(4_000, () => time);
  patience.credit(4_000_000);
  assert.equal(patience.remainingMs(), 4_000);
  time += 1_000;
  patience.credit(MIN_BYTES_PER_S / 2);
  assert.equal(patience.remainingMs(), 3_500);
});

Deno.test("a busy worker does not blame the client", async () => {
  const patience = createMinimumRate(100);
  const sent = new Promise((resolve) => setTimeout(() => resolve("sent"), 600));
  const busyUntil = performance.now() + 550;
  setTimeout(() => {
    while (performance.now() < busyUntil);
  }, 20);
  assert.equal(await patience.awaitClient(sent), "sent");
  await assert.rejects(patience.awaitClient(new Promise(() => {})), DeadlineError);
});

Deno.test("waiting for the server costs the client no time, waiting for the client does", async () => {
  let time = 0;
  const patience = createMinimumRate(4_000, () => time);
  const hour = () => Promise.resolve().then(() => void (time += 3_600_000));
  await patience.awaitServer(hour());
  assert.equal(patience.remainingMs(), 4_000);
  const broken = hour().then(() => Promise.reject(new Error("broken")));
  await assert.rejects(patience.awaitServer(broken), /broken/);
  assert.equal(patience.remainingMs(), 4_000);
  time += 4_000;
  await assert.rejects(patience.awaitClient(Promise.resolve()), DeadlineError);
});

Deno.test("bytes that have arrived are awaited without a timer", async () => {
  const real = globalThis.setTimeout;
  let timers = 0;
  globalThis.setTimeout = ((...args: Parameters<typeof real>) => {
    timers++;
    return real(...args);
  }) as typeof real;
  try {
    assert.equal(await createMinimumRate(4_000).awaitClient(Promise.resolve("sent")), "sent");
  } finally {
    globalThis.setTimeout = real;
  }
  assert.equal(timers, 0);
});
