// Runs one program of the suite, by its name, in a process of its own: starting a stack keeps a process
// busy for seconds, in which no other program may wait for its answers. Ends with 1 if it failed.

import { parseArgs } from "node:util";
import { PROGRAMS } from "./programs.ts";
import { rowsOf, trafficOf } from "./report.ts";
import { tryProgram } from "./trial.ts";

const { values, positionals: [name] } = parseArgs({
  allowPositionals: true,
  options: { traffic: { type: "boolean", default: false } },
});

const program = PROGRAMS.find((program) => program.name === name);
if (!program) throw new Error(`no program is called ${name}`);
const trial = await tryProgram(program);
const lines = [...rowsOf(trial), ...values.traffic ? trafficOf(trial) : []];
await Deno.stdout.write(new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
// What a program left running must not keep this process.
Deno.exit(trial.verdict === "failed" ? 1 : 0);
