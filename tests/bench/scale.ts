// How far one project goes: a simulation of the busiest hour for 1,000 to 10,000,000 users, by measured times.
// --measure renews the times first, which needs Debian's PostgreSQL 15 and takes some minutes.

import { parseArgs } from "node:util";
import { say } from "../local/terminal.ts";
import { MEASURED } from "./scale/measured.ts";
import { assumptions, tableOfLimits, tableOfUsers } from "./scale/table.ts";

const COUNTS = [1e3, 1e4, 1e5, 1e6, 1e7];
const SHOWN = ["Small", "Large", "4XL", "16XL"];

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    measure: { type: "boolean", default: false },
  },
});
if (values.measure) {
  const { renewMeasured } = await import("./scale/measure.ts");
  await renewMeasured();
  say("measured.json is renewed: run the simulation again.");
} else {
  say(`Seed ${values.seed}, measured on ${MEASURED.date}.\n`);
  for (const line of assumptions(MEASURED)) say(`- ${line}`);
  say(`\n${tableOfUsers(COUNTS, MEASURED, Number(values.seed))}`);
  say(`\nEach resource is enough for this number of users:\n\n${tableOfLimits(SHOWN, MEASURED)}`);
}
