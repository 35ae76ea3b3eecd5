// Charges calls to people's buckets in the database.

import type { Charge } from "../budget/call_budget.ts";
import type { Connection } from "./data_api.ts";
import { ChargedAnswer } from "./rows.ts";

/** @param perMinute calls that a bucket holds, and that flow in in a minute */
export function chargesIn(database: Connection, perMinute: number): Charge {
  return async (owner, calls) => {
    const args = { owner, calls, per_minute: perMinute };
    return ChargedAnswer.parse(await database.call("charge_calls", args)).wait_ms;
  };
}
