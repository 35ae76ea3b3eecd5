// A cursor longer than any valid one. It is refused with the same answer if it is decoded first, so its CPU is compared
// with that of the same text in an unknown field.

import assert from "node:assert/strict";
import { measure } from "../meter.ts";
import { toolRequest } from "../probe.ts";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";

/** Base64 of blanks. Decoding it and splitting the result at blanks takes 150 ms. */
const BLANKS = "ICAg".repeat(1024 * 1024 - 1_000);
const TRIES = 3;
/** Two steps in which the system counts CPU. */
const TICKS_MS = 20;

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
    assert.ok(cursor <= 2 * unread + TICKS_MS, `${cursor} ms, unread ${unread} ms`);
  },
}];
