// Runs the doctor against misconfigured stacks: it must find each problem and print a fix that works.

import assert from "node:assert/strict";
import { examine } from "../../supabase/functions/_tools/doctor/examine.ts";
import { createSend } from "../../supabase/functions/_tools/doctor/exchange.ts";
import type { Audience } from "../../supabase/functions/_tools/doctor/finding.ts";
import { startDatabase } from "../local/database.ts";
import { say } from "../local/terminal.ts";
import { CLIENT_CASES } from "./doctor/cases_clients.ts";
import { HTTP_CASES } from "./doctor/cases_http.ts";
import { OAUTH_CASES } from "./doctor/cases_oauth.ts";
import { TOOL_CASES } from "./doctor/cases_tools.ts";
import { checkClerkProgram } from "./doctor/clerk_program.ts";
import { applyFix } from "./doctor/apply_fix.ts";
import type { Misconfiguration } from "./doctor/misconfiguration.ts";
import {
  assertPlausible,
  followRedirects,
  problemLines,
  startForeignServer,
} from "./doctor/foreign_server.ts";
import { checkProgram } from "./doctor/program.ts";
import { checkTls } from "./doctor/tls.ts";
import { assertGreen, problemOf } from "./doctor/verdicts.ts";
import { World, type WorldOptions } from "./doctor/world.ts";

const database = await startDatabase();

/** Valid configurations other than the default. */
const HEALTHY: Record<string, WorldOptions & { audience?: Audience }> = {
  "the default": {},
  "for ChatGPT": { audience: "chatgpt" },
  "for ChatGPT, sign-in at the first call only": {
    audience: "chatgpt",
    environment: () => ({ MCP_SIGN_IN: "call", MCP_TOOL_NAMES: "dotted" }),
  },
  "for Claude, all clients sign in on connect": {
    audience: "claude",
    environment: () => ({ MCP_SIGN_IN: "connect", MCP_TOOL_NAMES: "underscored" }),
  },
  "opaque tokens": { clerk: { accessTokens: "opaque" } },
  "no audience, and none is required": {
    clerk: { audienceClaim: false },
    environment: () => ({ CLERK_AUDIENCE: "if-present" }),
  },
  "CLERK_JWT_KEY without CLERK_SECRET_KEY": {
    environment: ({ clerk }) => ({ CLERK_SECRET_KEY: "", CLERK_JWT_KEY: clerk.jwtKey }),
  },
};

async function checkHealthy(): Promise<void> {
  for (const [what, { audience = "any", ...options }] of Object.entries(HEALTHY)) {
    const world = await World.start(database, options);
    try {
      assertGreen(await world.examine({ audience, signIn: true }), what);
    } finally {
      await world.stop();
    }
  }
}

async function checkCase(shared: World, wrong: Misconfiguration): Promise<void> {
  const { what, audience = "any", signIn = false, byHand = false } = wrong;
  const world = wrong.world ? await World.start(database, wrong.world) : shared;
  const { url } = world;
  try {
    world.url = wrong.url?.(world) ?? url;
    world.front.spoil = wrong.spoil;
    world.clerkFront.spoil = wrong.spoilClerk;
    const findings = await world.examine({ audience, signIn });
    const problem = problemOf(findings, wrong.finds, wrong.warns ? "warning" : "problem");
    if (wrong.warns) assert.deepEqual(problem.affects, wrong.warns);
    assert.match(problem.found, wrong.found);
    const fix = problem.fix ?? { text: "" };
    assert.match(`${fix.text} ${fix.command ?? ""}`.trim(), wrong.fix);
    await applyFix(world, fix, byHand);
    assertGreen(await world.examine({ audience, signIn }), `${what}, fixed`);
  } finally {
    world.front.spoil = undefined;
    world.clerkFront.spoil = undefined;
    world.url = url;
    if (world !== shared) await world.stop();
  }
}

/** Examines a third-party server: the doctor must not crash, and its findings must be plausible. */
async function checkForeign(): Promise<void> {
  for (const oauth of [false, true]) {
    const server = await startForeignServer(oauth);
    try {
      const findings = await Array.fromAsync(examine({
        url: server.url,
        audience: "any",
        send: createSend(fetch),
        openBrowser: oauth ? (address) => void followRedirects(address) : undefined,
      }));
      const what = `the SDK's example ${oauth ? "with" : "without"} OAuth`;
      for (const line of problemLines(findings)) say(`${what}: ${line}`);
      assertPlausible(findings, oauth);
    } finally {
      await server.stop();
    }
  }
}

const only = Deno.args[0] ?? "";
const cases = [...HTTP_CASES, ...OAUTH_CASES, ...CLIENT_CASES, ...TOOL_CASES].filter(({ what }) =>
  what.includes(only)
);
await checkHealthy();
say(`no false alarm, with sign-in: ${Object.keys(HEALTHY).join("; ")}`);
const shared = await World.start(database);
let failed = 0;
for (const wrong of cases) {
  try {
    await checkCase(shared, wrong);
    say(`found and fixed: ${wrong.what}`);
  } catch (error) {
    failed++;
    say(`FAILED ${wrong.what}: ${error instanceof Error ? error.message : error}`);
  }
}
say(`${cases.length - failed} of ${cases.length} misconfigurations found and fixed`);
if (only === "") {
  for (const line of await checkTls(database)) say(`found and fixed: ${line}`);
  for (const line of await checkProgram(shared)) say(line);
  for (const line of await checkClerkProgram()) say(line);
  await checkForeign();
}
await shared.stop();
await database.stop();
// Last: PGlite sets the exit code to 0 when it ends.
if (failed > 0) Deno.exit(1);
