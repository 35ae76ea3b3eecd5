// Runs the doctor against misconfigured stacks: it must find each problem and print a fix that works.

import assert from "node:assert/strict";
import { examine } from "../../supabase/functions/_tools/doctor/examine.ts";
import { createSend } from "../../supabase/functions/_tools/doctor/exchange.ts";
import type { Audience } from "../../supabase/functions/_tools/doctor/finding.ts";
import { readDocument } from "../documents.ts";
import { type Database, startDatabase } from "../local/database.ts";
import { Parts } from "../local/parts.ts";
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

const parts = new Parts();
let database: Database;
/** The default deployment, for cases that are not misconfigured at start-up. */
let shared: World;

Deno.test.beforeAll(async () => {
  database = await parts.add(startDatabase());
  shared = await parts.add(World.start(database));
});
Deno.test.afterAll(() => parts.disposeAsync());

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
  "no key of Clerk's": { environment: () => ({ CLERK_SECRET_KEY: "" }) },
};

async function checkCase(wrong: Misconfiguration): Promise<void> {
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
async function checkForeign(oauth: boolean): Promise<void> {
  const server = await startForeignServer(oauth);
  try {
    const findings = await Array.fromAsync(examine({
      url: server.url,
      audience: "any",
      send: createSend(fetch),
      openBrowser: oauth ? (address) => void followRedirects(address) : undefined,
    }));
    for (const line of problemLines(findings)) say(line);
    assertPlausible(findings, oauth);
  } finally {
    await server.stop();
  }
}

for (const [what, { audience = "any", ...options }] of Object.entries(HEALTHY)) {
  Deno.test(`${what}: the doctor raises no false alarm`, async () => {
    await using parts = new Parts();
    const world = await parts.add(World.start(database, options));
    assertGreen(await world.examine({ audience, signIn: true }), what);
  });
}

const CASES = [...HTTP_CASES, ...OAUTH_CASES, ...CLIENT_CASES, ...TOOL_CASES];
for (const wrong of CASES) {
  Deno.test(`${wrong.what}: the doctor finds it, and its fix works`, () => checkCase(wrong));
}

Deno.test("the task and the documents name the number of misconfigurations", async () => {
  const { tasks } = JSON.parse(
    await Deno.readTextFile(new URL("../../deno.json", import.meta.url)),
  );
  const text = tasks["test:doctor"].description + await readDocument("tests/README.md");
  const named = [...text.matchAll(/(\d+) misconfigurations/g)].map(([, count]) => Number(count));
  assert.deepEqual(named, [CASES.length, CASES.length, CASES.length]);
});

Deno.test("the doctor finds misconfigurations of TLS", (t) => checkTls(t, database));
Deno.test("the doctor prints and exits as documented, with and without a terminal", (t) =>
  checkProgram(t, shared));
Deno.test(
  "clerk:setup changes only confirmed settings; clerk:check exits as documented",
  checkClerkProgram,
);

for (const oauth of [false, true]) {
  const name = `the SDK's example ${oauth ? "with" : "without"} OAuth`;
  Deno.test(`the doctor has plausible findings about ${name}`, () => checkForeign(oauth));
}
