// Pages that no limit may refuse: each is shown completely.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { CallToolResult } from "@modelcontextprotocol/client";
import { resultOf } from "./attacks.ts";
import { HONEST } from "./honest_pages.ts";
import { openHost, pageIn, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";
import { watchPage } from "./watch.ts";

/** Milliseconds. A view removes a frame that does not answer for three seconds. */
const SETTLED = 4_000;

export async function showHonestPages({ browser, origin }: Stage): Promise<string> {
  await using shown = await openHost(browser, origin);
  const refused: [string, string][] = [];
  for (const [kind, name, content] of HONEST) {
    await show(shown, { name: "artifact.view", arguments: {} }, resultOf("text", "", "Before"));
    const result = resultOf(kind, content, name) as unknown as CallToolResult;
    const again = () => shown.page.evaluate((result) => globalThis.host.again(result), result);
    const { problem } = await watchPage(shown, again);
    if (problem !== undefined) refused.push([name, problem]);
    else await expectToStay(shown, name);
  }
  assert.deepEqual(refused, []);
  assert.deepEqual(shown.errors, []);
  return `${HONEST.length} honest pages shown`;
}

async function expectToStay({ view }: TestView, name: string): Promise<void> {
  await delay(SETTLED);
  await pageIn(view).getByText("END", { exact: true }).waitFor({ timeout: 10_000 });
  assert.equal(await view.locator("main .problem").count(), 0, name);
}
