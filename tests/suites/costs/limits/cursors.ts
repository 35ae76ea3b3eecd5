// A cursor longer than any valid one. No answer shows that it is not decoded: the text is refused either way, so the
// CPU is compared with that of a text which no tool reads.

import assert from "node:assert/strict";
import { measure } from "../meter.ts";
import { toolRequest } from "../probe.ts";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";

/** Base64 of blanks, at which a decoded cursor is split: 150 ms. */
const BLANKS = "ICAg".repeat(1024 * 1024 - 1_000);
const TRIES = 3;
/** Milliseconds, beside twice the time of the other text. */
const UNIT_MS = 20;

/** @returns milliseconds of CPU, the least of some tries */
async function cpu({ stage, user }: Caller, args: object): Promise<number> {
  const request = toolRequest("artifact_history", args, user.token);
  const times: number[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    const { functionMs, answer } = await measure(request, stage.functions.get("mcp")!, undefined);
    assert.equal(answer.status, 200);
    times.push(functionMs);
  }
  return Math.min(...times);
}

export const CURSOR_LIMITS: readonly Limit[] = [{
  name: "a cursor of 4 MB is not decoded",
  async check(caller) {
    const [unread, cursor] = [
      await cpu(caller, { x: BLANKS }),
      await cpu(caller, { cursor: BLANKS }),
    ];
    assert.ok(cursor <= 2 * unread + UNIT_MS, `${cursor} ms, unread ${unread} ms`);
  },
}];
