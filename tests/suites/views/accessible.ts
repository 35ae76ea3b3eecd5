// Accessibility: axe-core finds no violation in either theme, the keyboard reaches all controls, and 320 pixels
// are wide enough.

import assert from "node:assert/strict";
import axeCore, { type AxeResults } from "axe-core";
import type { Frame } from "playwright-core";
import { openHost, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

declare const axe: { run(): Promise<AxeResults> };

export async function checkAccess({ browser, origin, samples }: Stage): Promise<string> {
  await using shown = await openHost(browser, origin, 320);
  for (const sample of samples) {
    for (const theme of ["light", "dark"] as const) {
      await shown.page.evaluate((theme) => globalThis.host.context({ theme }), theme);
      await show(shown, sample);
      await shown.view.locator(`html[data-theme=${theme}]`).waitFor();
      if (sample.label === "Where to go") {
        await shown.view.locator(".diagram iframe[style]").waitFor();
      }
      const frame = viewOf(shown);
      await frame.evaluate(axeCore.source);
      const { violations } = await frame.evaluate(() => axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      assert.deepEqual(found, [], `${sample.label}, ${theme}`);
      const { scrollWidth, clientWidth } = await frame.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      assert.ok(scrollWidth <= clientWidth, `${sample.label}: ${scrollWidth} of ${clientWidth}`);
    }
  }
  await useKeyboard(shown, samples.find(({ label }) => label === "Countdown"));
  return `axe-core: no violation in ${samples.length} views and two themes; no view is wider than 320 px`;
}

function viewOf({ page }: TestView): Frame {
  const frame = page.frames().find((frame) => frame.url().startsWith("http://localhost"));
  if (!frame) throw new Error("There is no view");
  return frame;
}

async function useKeyboard(shown: TestView, sample: Stage["samples"][number] | undefined) {
  assert.ok(sample);
  await show(shown, sample);
  const frame = viewOf(shown);
  const reached: string[] = [];
  await frame.locator("h1").click(); // the focus of a user who has read the heading
  for (let i = 0; i < 6; i++) {
    await shown.page.keyboard.press("Tab");
    reached.push(
      await frame.evaluate(() => document.querySelector(":focus")?.textContent ?? "nothing"),
    );
  }
  // The summary, then the buttons in document order.
  const expected = ["Version 1", "Source", "Run scripts", "Copy", "Download", "Full screen"];
  assert.deepEqual(reached, expected);
  const here = () => frame.evaluate(() => document.querySelector(":focus")?.textContent);
  await shown.page.keyboard.press("Enter");
  await shown.view.locator("html[data-mode=fullscreen]").waitFor();
  assert.equal(await here(), "Close full screen", "the button keeps the focus");
  await shown.page.keyboard.press("Enter");
  await shown.view.locator("html[data-mode=inline]").waitFor();
  for (let i = 0; i < 4; i++) await shown.page.keyboard.press("Shift+Tab");
  await shown.page.keyboard.press("Enter");
  await shown.view.locator(".code").waitFor();
  assert.equal(await here(), "Source");
}
