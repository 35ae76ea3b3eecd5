// The doctor before everything that people set up wrong: each is found, named, and mended by what it prints.

import assert from "node:assert/strict";
import type { Finding } from "../../supabase/tools/doctor/finding.ts";
import { startDatabase } from "../local/database.ts";
import { say } from "../local/terminal.ts";
import { HTTP_CASES } from "./doctor/cases_http.ts";
import { OAUTH_CASES } from "./doctor/cases_oauth.ts";
import { cure } from "./doctor/cure.ts";
import type { Misconfiguration } from "./doctor/misconfiguration.ts";
import { World } from "./doctor/world.ts";

const database = await startDatabase();

async function checkHealthy(): Promise<void> {
  const world = await World.start(database);
  try {
    assertGreen(await world.examine({ signIn: true }), "the healthy stack");
    assertGreen(await world.examine({ audience: "chatgpt" }), "the healthy stack, for ChatGPT");
  } finally {
    await world.stop();
  }
}

/** Nobody is hindered, and nothing could not be told. */
function assertGreen(findings: readonly Finding[], what: string): void {
  const bad = findings.filter(({ outcome }) => outcome === "problem" || outcome === "unclear");
  assert.deepEqual(bad.map((finding) => JSON.stringify(finding)), [], what);
  assert.ok(findings.length > 20, what);
}

async function checkCase(shared: World, wrong: Misconfiguration): Promise<void> {
  const { what, audience = "any", signIn = false, byHand = false } = wrong;
  const options = typeof wrong.world === "function" ? await wrong.world() : wrong.world;
  const world = options ? await World.start(database, options) : shared;
  const { url } = world;
  try {
    world.url = wrong.url?.(world) ?? url;
    world.front.spoil = wrong.spoil;
    world.clerkFront.spoil = wrong.spoilClerk;
    const findings = await world.examine({ audience, signIn });
    const problem = findings.find(({ check, outcome }) =>
      check === wrong.finds && outcome === "problem"
    );
    assert.ok(problem, `${what}: not found among ${JSON.stringify(troubles(findings), null, 1)}`);
    assert.match(problem.found, wrong.found);
    const fix = problem.fix ?? { text: "" };
    assert.match(`${fix.text} ${fix.command ?? ""}`.trim(), wrong.fix);
    await cure(world, fix, byHand);
    assertGreen(await world.examine({ audience, signIn }), `${what}, mended`);
  } finally {
    world.front.spoil = undefined;
    world.clerkFront.spoil = undefined;
    world.url = url;
    if (world !== shared) await world.stop();
  }
}

function troubles(findings: readonly Finding[]) {
  return findings.filter(({ outcome }) => outcome !== "ok" && outcome !== "skipped")
    .map(({ check, outcome, found }) => `${outcome} ${check}: ${found}`);
}

const only = Deno.args[0];
await checkHealthy();
say("the healthy stack: no false alarm, signing in included");
const shared = await World.start(database);
let failed = 0;
const cases = [...HTTP_CASES, ...OAUTH_CASES].filter(({ what }) => what.includes(only ?? ""));
for (const wrong of cases) {
  try {
    await checkCase(shared, wrong);
    say(`found, named and mended: ${wrong.what}`);
  } catch (error) {
    failed++;
    say(`FAILED ${wrong.what}: ${error instanceof Error ? error.message : error}`);
  }
}
await shared.stop();
await database.stop();
say(`${cases.length - failed} of ${cases.length} misconfigurations found, named and mended`);
if (failed > 0) Deno.exitCode = 1;
