// What of the log is written when there is more than the platform takes, and who pushes out whom.

import assert from "node:assert/strict";
import { createLog, type Kind } from "../../supabase/functions/_shared/log.ts";

const KINDS: readonly Kind[] = ["change", "call", "anonymous", "error", "anonymous_error"];
const ANONYMOUS: readonly Kind[] = ["anonymous", "anonymous_error"];
/** Lines in ten seconds that no other kind can use. */
const RESERVED: Record<Kind, number> = {
  change: 42,
  call: 14,
  anonymous: 6,
  error: 8,
  anonymous_error: 4,
};
const SHARED = 16;
const USER_KINDS = ["change", "call", "error"] as const;

function logAt(time = { now: 5 }) {
  const lines: string[] = [];
  const write = (level: string) => (line: string) => void lines.push(`${level}: ${line}`);
  const log = createLog({ info: write("info"), error: write("error") }, () => time.now);
  const flood = (kind: Kind, user?: string) => {
    for (let i = 0; i < 1_000; i++) log(kind, `flood of ${kind}`, user);
  };
  const written = (text: string) => lines.filter((line) => line.endsWith(`: ${text}`)).length;
  return { time, lines, log, flood, written };
}

Deno.test("any mix of lines → at most a hundred in ten seconds", () => {
  for (let first = 0; first < KINDS.length; first++) {
    const { lines, flood, time } = logAt();
    for (const kind of [...KINDS.slice(first), ...KINDS.slice(0, first)]) flood(kind);
    assert.equal(lines.length, 90);
    time.now += 10_000;
    for (const kind of KINDS) flood(kind);
    assert.equal(lines.length, 90 + 1 + 90);
  }
});

for (const flooding of KINDS) {
  for (const kind of KINDS.filter((each) => each !== flooding)) {
    Deno.test(`after a flood of ${flooding}, ${kind} still has its ${RESERVED[kind]} lines`, () => {
      const { log, flood, written } = logAt();
      flood(flooding);
      assert.equal(written(`flood of ${flooding}`), RESERVED[flooding] + SHARED);
      for (let i = 0; i < 100; i++) log(kind, "mine", `user ${i}`);
      assert.equal(written("mine"), RESERVED[kind]);
    });
  }
}

Deno.test("a flood of anonymous requests and errors leaves users all their reserved lines", () => {
  const { log, flood, written } = logAt();
  for (const kind of ANONYMOUS) flood(kind);
  for (let i = 0; i < 100; i++) {
    for (const kind of ["change", "call", "error"] as const) log(kind, kind, `user ${i}`);
  }
  for (const kind of ["change", "call", "error"] as const) {
    assert.equal(written(kind), RESERVED[kind]);
  }
});

for (const flooders of [1, 3, 10, 40]) {
  Deno.test(`${flooders} flooding users, and anyone else, leave a quiet user's change its line`, () => {
    const { log, flood, written } = logAt();
    for (const kind of KINDS) {
      for (let i = 0; i < flooders; i++) {
        flood(kind, kind.startsWith("anon") ? undefined : `mallory ${i}`);
      }
    }
    for (const user of ["alice", "alice", "bob"]) log("change", user, user);
    assert.equal(written("alice"), 1);
    assert.equal(written("bob"), 1);
  });
}

for (const kind of USER_KINDS) {
  Deno.test(`${kind}: the first line of each of ${RESERVED[kind]} users is written, also in a flood`, () => {
    const { log, flood, written } = logAt();
    for (const other of USER_KINDS) flood(other, "mallory");
    for (let i = 1; i < RESERVED[kind]; i++) log(kind, "mine", `user ${i}`);
    assert.equal(written("mine"), RESERVED[kind] - 1);
    log(kind, "mine", "one user more");
    assert.equal(written("mine"), RESERVED[kind] - 1, "so it is no more than is said");
  });
}

Deno.test("a single user may use all shared lines", () => {
  const { flood, lines } = logAt();
  flood("call", "alice");
  assert.equal(lines.length, 1 + SHARED);
});

Deno.test("a flood starting at any moment → at most a hundred lines in any ten seconds", () => {
  for (const pause of [1, 99, 1_000, 3_333, 9_900, 9_999]) {
    const { lines, time, log, flood } = logAt();
    const at: number[] = [];
    log("change", "first");
    for (let round = 0; round < 12; round++) {
      time.now += round % 2 ? pause : 10_000 - pause;
      for (const kind of KINDS) flood(kind);
      while (at.length < lines.length) at.push(time.now);
    }
    for (const since of at) {
      const within = at.filter((other) => other >= since && other < since + 10_000).length;
      assert.ok(within <= 91, `${within} lines, with a pause of ${pause}`);
    }
    assert.ok(at.length > 5 * 90, "and the log goes on");
  }
});

Deno.test("errors are logged at level error, all other lines are not", () => {
  const { log, lines } = logAt();
  for (const kind of KINDS) log(kind, kind);
  assert.deepEqual(lines, [
    ...["info: change", "info: call", "info: anonymous"],
    ...["error: error", "error: anonymous_error"],
  ]);
});

Deno.test("omitted lines are counted by kind, and never built", () => {
  const { log, lines, time } = logAt();
  for (let i = 0; i < 200; i++) log("anonymous", "request");
  log("anonymous", () => assert.fail("what is left out need not be made"));
  for (let i = 0; i < 30; i++) log("change", "change", "alice");
  for (let i = 0; i < 44; i++) log("change", "change", `user ${i}`);
  for (let i = 0; i < 7; i++) log("anonymous_error", "error");
  time.now += 10_000;
  log("call", "later");
  const [summary, ...rest] = lines.slice(22 + 42 + 4);
  assert.deepEqual(JSON.parse(summary?.replace("info: ", "") ?? ""), {
    ...{ level: "warn", message: "Log lines above the rate limit were dropped" },
    ...{ change: 32, call: 0, anonymous: 179, error: 0, anonymous_error: 3 },
    changes_of: { alice: 29, "user 41": 1, "user 42": 1, "user 43": 1 },
  });
  assert.deepEqual(rest, ["info: later"]);
});

Deno.test("the summary line fits the platform's 10,000 characters for any number of users", () => {
  const { log, lines, time } = logAt();
  for (let i = 0; i < 5_000; i++) log("change", "change", `${i}`.padStart(16, "0"));
  for (let i = 0; i < 5_000; i++) log("change", "change", `${100}`.padStart(16, "0"));
  time.now += 10_000;
  log("call", "later");
  const summary = lines.at(-2)?.replace("info: ", "") ?? "";
  assert.ok(summary.length < 10_000, `${summary.length}`);
  const { change, changes_of } = JSON.parse(summary);
  assert.equal(change, 10_000 - 42 - SHARED);
  assert.equal(Object.keys(changes_of).length, 300);
  assert.equal(changes_of["0000000000000100"], 5_001);
});

Deno.test("without omitted lines there is no summary line, and a clock set back silences nothing", () => {
  const { log, lines, time } = logAt({ now: 1_000_000 });
  log("anonymous", "1");
  time.now -= 500_000;
  for (let i = 0; i < 30; i++) log("anonymous", "2");
  assert.equal(lines.length, 1 + RESERVED.anonymous + SHARED);
});
