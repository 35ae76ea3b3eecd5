// What users see of each kind, in both themes.

import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";
import type { Stage } from "./stage.ts";
import { DESCRIPTION, SAMPLES } from "../../views/samples.ts";
import { openHost, show } from "./test_view.ts";

/** Asserts what must be visible of each sample; the returned element is visible in each theme. */
const SEEN: Record<string, (view: FrameLocator) => Promise<Locator | void>> = {
  async Library(view) {
    assert.equal(await view.locator(".gallery li").count(), SAMPLES.length);
    assert.equal(await view.locator(".gallery li").getByText(DESCRIPTION).count(), 1);
  },
  async "A trip to the coast"(view) {
    await view.getByText(DESCRIPTION, { exact: true }).waitFor();
    await view.locator(".prose h1").getByText("A trip to the coast").waitFor();
    assert.equal(await view.locator(".prose td").count(), 6);
    assert.equal(await view.locator(".prose input:checked").count(), 1);
    assert.ok(await view.locator(".prose .hljs-keyword").count() > 1);
  },
  async "distance.py"(view) {
    assert.equal(await view.locator(".numbers").textContent(), "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11");
    assert.ok(await view.locator(".hljs-keyword").count() > 3);
  },
  async Countdown(view) {
    const running = view.frameLocator("iframe.frame");
    const page = running.frameLocator("iframe");
    await page.getByRole("button", { name: "One day later" }).click();
    assert.equal(await page.locator("#left").textContent(), "14");
    await view.getByRole("button", { name: "Run scripts" }).click();
    const dialog = view.getByRole("dialog");
    await dialog.getByText("everything you type while it is shown, to anyone on the internet")
      .waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await page.locator("#left").textContent(), "14");
    await view.getByRole("button", { name: "Run scripts" }).click();
    await dialog.getByRole("button", { name: "Run scripts" }).click();
    await view.getByText("Scripts are running: they can send what you type").waitFor();
    await running.getByRole("button", { name: "One day later" }).click();
    await running.getByText("13").waitFor();
    await view.getByRole("button", { name: "Run scripts" }).click();
    await page.getByText("14").waitFor();
    await view.getByRole("button", { name: "Source" }).click();
    assert.ok(await view.locator(".hljs-tag").count() > 10);
    await view.getByRole("button", { name: "Source" }).click();
  },
  async "A boat"(view) {
    await view.frameLocator("iframe.frame").frameLocator("iframe").locator("svg circle").waitFor();
  },
  async "Where to go"(view) {
    await view.frameLocator(".diagram iframe").getByText("Museum").waitFor();
  },
  async "Packing list"(view) {
    assert.equal(await view.getByText("colour:").count(), 0);
    await view.getByText("tent:").click();
    await view.getByText("colour:").waitFor();
    return view.getByText("colour:");
  },
  async Costs(view) {
    const column = () => view.locator("tbody td:nth-child(3)").allTextContents();
    assert.deepEqual(await column(), ["240", "35.50", "120", "9"]);
    await view.getByRole("button", { name: "EUR" }).click();
    assert.deepEqual(await column(), ["9", "35.50", "120", "240"]);
    await view.getByRole("button", { name: "EUR" }).click();
    assert.deepEqual(await column(), ["240", "120", "35.50", "9"]);
    await view.getByText("=1+1").waitFor();
  },
  async "A reminder"(view) {
    await view.getByText("Call the harbour master").waitFor();
  },
};

/** @param screenshots folder for a picture of each kind in both themes */
export async function lookAtEveryKind(
  { browser, origin, samples }: Stage,
  screenshots?: string,
): Promise<string> {
  await using shown = await openHost(browser, origin);
  for (const sample of samples.filter(({ label }) => SEEN[label])) {
    await show(shown, sample);
    const heading = shown.view.getByRole("heading", { name: sample.label, exact: true }).first();
    await heading.waitFor({ state: "attached" });
    const unfolded = await SEEN[sample.label]?.(shown.view);
    for (const theme of ["dark", "light"] as const) {
      await shown.page.evaluate((theme) => globalThis.host.context({ theme }), theme);
      await shown.view.locator(`html[data-theme=${theme}]`).waitFor();
      await unfolded?.waitFor({ timeout: 1_000 });
      if (!screenshots) continue;
      await shown.page.waitForTimeout(300);
      const path = `${screenshots}/${sample.label.replace(/\W+/g, "_")}-${theme}.png`;
      await shown.page.locator("#view > iframe").screenshot({ path });
    }
  }
  assert.deepEqual(shown.errors, []);
  return `${Object.keys(SEEN).length} views shown and used in both themes`;
}
