// Observes a framed page: drawn or replaced by its source, and whether the view stays responsive.

import { setTimeout as delay } from "node:timers/promises";
import type { Frame } from "playwright-core";
import type { TestView } from "./test_view.ts";

declare global {
  /** In a view: the longest time without an answer, in milliseconds. */
  var silence: number;
}

/** Milliseconds. */
const [EVERY, PATIENCE] = [50, 20_000];

interface Watched {
  /** The message shown instead of the page; undefined = the page is drawn. */
  problem?: string;
  /** Milliseconds until either. */
  after: number;
  /** The longest time without an answer of the view, in milliseconds. */
  silence: number;
}

/** @param act shows a page in the current view */
export async function watchPage(shown: TestView, act: () => Promise<void>): Promise<Watched> {
  const view = viewOf(shown);
  await view.evaluate((every) => {
    let last = performance.now();
    globalThis.silence = 0;
    setInterval(() => {
      const now = performance.now();
      globalThis.silence = Math.max(globalThis.silence, now - last - every);
      last = now;
    }, every);
  }, EVERY);
  const started = performance.now();
  await act();
  const problem = await Promise.race([saidIn(shown), laidOut(shown)]);
  const after = Math.round(performance.now() - started);
  const silence = Math.round(await view.evaluate(() => globalThis.silence));
  return { ...problem !== undefined && { problem }, after, silence };
}

function viewOf({ page }: TestView): Frame {
  return page.frames().find((frame) => frame.url().startsWith("http://localhost"))!;
}

async function saidIn({ view }: TestView): Promise<string> {
  const problem = view.locator("main .problem");
  const said = problem.waitFor({ timeout: PATIENCE }).then(() => problem.textContent());
  return await said.catch(() => null) ?? "";
}

/** Resolves when the innermost frame is loaded and laid out; never if it is removed. */
async function laidOut(shown: TestView): Promise<undefined> {
  for (const until = performance.now() + PATIENCE; performance.now() < until;) {
    const page = viewOf(shown).childFrames()[0]?.childFrames()[0];
    const height = page?.url() !== "about:srcdoc"
      ? 0
      : await page.evaluate(() =>
        document.readyState === "loading"
          ? 0
          : document.documentElement.getBoundingClientRect().height
      ).catch(() => 0);
    if (height > 0) return;
    await delay(EVERY);
  }
  await new Promise(() => {});
}
