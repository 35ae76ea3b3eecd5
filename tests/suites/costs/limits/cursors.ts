// A cursor longer than any valid one. It is refused with the same answer if it is decoded first, so its costs are compared
// with those of the same text in an unknown field.

import assert from "node:assert/strict";
import { type Cost, measure, type Measured } from "../meter.ts";
import { toolRequest } from "../probe.ts";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";

/** Base64 of blanks. Decoding it and splitting the result at blanks takes 50 ms and 40 MiB. */
const BLANKS = "ICAg".repeat(1024 * 1024 - 1_000);
const ROUNDS = 5;
const MOST_TIMES = 1.5;
const MORE_MIB = 16;

async function cost({ stage, user }: Caller, args: object): Promise<Measured> {
  const request = toolRequest("artifact_history", args, user.token);
  const measured = await measure(request, stage.functions.get("mcp")!, undefined);
  assert.equal(measured.answer.status, 200);
  return measured;
}

const msOf = (costs: readonly Cost[]) => costs.reduce((ms, { functionMs }) => ms + functionMs, 0);
const leastMiB = (costs: readonly Cost[]) => Math.min(...costs.map(({ memoryMiB }) => memoryMiB));

export const CURSOR_LIMITS: readonly Limit[] = [{
  name: "a cursor of 4 MB is not decoded",
  async check(caller) {
    const unread: Cost[] = [];
    const cursor: Cost[] = [];
    // Alternating, so that another program's load affects both.
    for (let round = 0; round < ROUNDS; round++) {
      unread.push(await cost(caller, { x: BLANKS }));
      cursor.push(await cost(caller, { cursor: BLANKS }));
    }
    const [ms, most] = [msOf(cursor), MOST_TIMES * msOf(unread)];
    assert.ok(ms <= most, `${ms} ms of CPU, more than ${most}`);
    const [memory, bound] = [leastMiB(cursor), leastMiB(unread) + MORE_MIB];
    assert.ok(memory <= bound, `${memory} MiB, more than ${bound}`);
  },
}];
