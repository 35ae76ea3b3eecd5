// Slow, large and dishonest callers against function mcp, over sockets of their own. Other
// users' calls must still be answered, about as fast as before.

import assert from "node:assert/strict";
import { obtainTokens } from "../local/authorize.ts";
import type { LocalFunction } from "../local/function_process.ts";
import { Parts, together } from "../local/parts.ts";
import { type Stack, startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { ATTACKS } from "./callers/attacks.ts";
import { measure, type Measured } from "./callers/bystanders_process.ts";
import { startAttack } from "./callers/attacker_process.ts";
import { startMcp } from "./mcp_process.ts";
import { HALF_HEAP, watchMemory } from "./memory.ts";

/** MiB of the process, V8's and the runtime's buffers included: one worker bears all attacks after another. */
const MOST_MEMORY = 768;

const SECONDS = 10;
const MOST_SLOWER = 3;
/** Milliseconds of a p99 that are noise on a machine that does other things, too. */
const NOISE_MS = 15;
/** A disturbance of the machine is not repeated; one by the attack is. */
const ATTEMPTS = 5;

const parts = new Parts();
let target: LocalFunction;
let [alice, bob, mallory] = ["", "", ""];
let control: LocalFunction;
let before: Measured;

Deno.test.beforeAll(async () => {
  const stack = await parts.add(startStack({
    environment: { ...HALF_HEAP, MCP_CALLS_PER_MINUTE: "1000000" },
    onFunction: (name, running) => {
      if (name === "mcp") target = running;
    },
  }));
  // Shares the machine and the database, and nothing else: what slows it, too, is not the attack's doing.
  control = await parts.add(startMcp(stack, { variables: HALF_HEAP }));
  [alice, bob, mallory] = await Promise.all([
    tokenOf(stack, "Alice"),
    tokenOf(stack, "Bob"),
    tokenOf(stack, "Mallory"),
  ]);
  await measureBoth(3); // warm-up: one-time loading ends here
  [before] = await measureBoth(SECONDS);
  say(`undisturbed: ${summary(before)}`);
  assert.deepEqual(before.faults, []);
});

Deno.test.afterAll(() => parts.disposeAsync());

for (const name of Object.keys(ATTACKS)) {
  Deno.test(`calls of other users are answered in time beside ${name}`, () => attack(name));
}

async function attack(name: string): Promise<void> {
  const { origin, pid } = target;
  for (let attempt = 1;; attempt++) {
    await using parts = new Parts();
    const memory = await parts.add(watchMemory(pid));
    const [seen, [attacked, meanwhile]] = await together(
      startAttack({ name, origin, token: mallory, seconds: SECONDS }),
      measureBoth(SECONDS),
    );
    const most = Math.max(MOST_SLOWER * Math.max(before.p99, meanwhile.p99), NOISE_MS);
    if (attacked.p99 > most && attempt < ATTEMPTS) continue;
    const peak = memory.peak();
    say(
      `${name}: ${summary(attacked)}; another worker meanwhile: p50 ` +
        `${meanwhile.p50.toFixed(1)} ms, p99 ${meanwhile.p99.toFixed(1)} ms; memory ` +
        `${peak.toFixed(0)} MiB at most; the attacker: ${seen}`,
    );
    const failures = [...attacked.faults];
    if (attacked.p99 > most) failures.push(`p99 above ${most.toFixed(1)} ms`);
    if (peak > MOST_MEMORY) failures.push(`memory above ${MOST_MEMORY} MiB`);
    assert.deepEqual(failures, []);
    return;
  }
}

async function tokenOf(stack: Stack, name: string): Promise<string> {
  return (await obtainTokens(stack.mcpUrl, name)).access_token;
}

/** @returns of function `mcp`, and of the control at the same time */
async function measureBoth(seconds: number): Promise<[Measured, Measured]> {
  const tokens = [alice, bob];
  return await Promise.all([
    measure({ origin: target.origin, tokens, seconds }),
    measure({ origin: control.origin, tokens, seconds }),
  ]);
}

function summary({ calls, p50, p99, faults }: Measured): string {
  return `${calls} calls, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
    `${faults.length} kinds of faults`;
}
