// A page that is drawn too slowly is replaced by its source. A page that is drawn well stays, also while its view is
// hidden or the machine is busy.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Frame } from "playwright-core";
import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { startChromium } from "../chromium.ts";
import { resultOf } from "./attacks.ts";
import { openHost, pageIn, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

declare global {
  /** In a view: the time when an animation frame was last on time, and when the page was replaced. */
  var drawnAt: number;
  var replacedAt: number | undefined;
}

const HUNG = "This takes too long to be drawn: here is the source.";
const RUNS = 1;
/**
 * Milliseconds from the last animation frame until a page is replaced, and from a view to its last frame. The goal of the
 * first is 5,000; the limits leave room for a busy machine.
 */
const [MOST, MOST_DRAWN] = [8_000, 12_000];
/** Milliseconds. */
const LATE = 1_200;
/** Milliseconds after which an innocent page must still be shown. */
const WATCHED = 8_000;
const EVERY = 50;

const slowest: [number, string][] = [];

/** @returns a line about the replaced pages */
export function replacements(): string {
  const times = slowest.toSorted(([a], [b]) => b - a).slice(0, 5);
  return `${slowest.length} slow pages replaced; the slowest: ${
    times.map(([after, name]) => `${name} ${after} ms`).join(", ")
  }`;
}

export async function replaceSlowPage(stage: Stage, name: string, slow: [Kind, string]) {
  for (let run = 0; run < RUNS; run++) {
    // Closing the browser ends the frame that it still draws.
    const browser = await startChromium();
    try {
      const shown = await openSlow(browser, stage, slow);
      const after = await replacedAfter(viewOf(shown));
      slowest.push([after, name]);
      assert.ok(after < MOST, `run ${run + 1}: replaced after ${after} ms, at most ${MOST}`);
    } finally {
      await browser.close();
    }
  }
}

async function openSlow(browser: Browser, { origin }: Stage, [kind, content]: [Kind, string]) {
  const shown = await openHost(browser, origin);
  await showPage(shown, "text", "empty");
  await viewOf(shown).evaluate(([every, late]) => {
    let requestedAt = globalThis.drawnAt = performance.now();
    const drawn = () => {
      const now = performance.now();
      if (now - requestedAt < late && !globalThis.replacedAt) globalThis.drawnAt = now;
      setTimeout(request, every);
    };
    const request = () => {
      requestedAt = performance.now();
      requestAnimationFrame(drawn);
    };
    request();
    setInterval(() => {
      if (document.querySelector("main .problem")) globalThis.replacedAt ??= performance.now();
    }, every);
  }, [EVERY, LATE] as const);
  const result = resultOf(kind, content, "Slow");
  void shown.page.evaluate((result) => globalThis.host.again(result as never), result);
  return shown;
}

/** Polls by messages: locators wait for frames. */
async function replacedAfter(view: Frame): Promise<number> {
  for (const until = performance.now() + MOST_DRAWN + MOST; performance.now() < until;) {
    const [problem, after] = await view.evaluate(() => {
      const { textContent } = document.querySelector("main .problem") ?? {};
      return [textContent, (globalThis.replacedAt ?? performance.now()) - globalThis.drawnAt];
    });
    if (problem !== undefined) assert.equal(problem, HUNG);
    if (problem !== undefined) return Math.round(after as number);
    await delay(EVERY);
  }
  return Infinity;
}

/** A page in the background is not judged; as soon as it is visible, it is. */
export async function waitWhileHidden(stage: Stage, slow: [Kind, string]): Promise<void> {
  const browser = await startChromium();
  try {
    const shown = await openHost(browser, stage.origin);
    await showPage(shown, "text", "empty");
    const setState = (state: string) =>
      viewOf(shown).evaluate((state) => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      }, state);
    await setState("hidden");
    void shown.page.evaluate(
      (result) => globalThis.host.again(result as never),
      resultOf(...slow, "Slow"),
    );
    await delay(WATCHED);
    assert.equal(await problemsIn(shown), 0);
    await setState("visible");
    await delay(MOST);
    assert.equal(await problemsIn(shown), 1);
  } finally {
    await browser.close();
  }
}

/** Ways in which hosts hide a view; `view` is its frame, `place` the element around it. */
export const HIDDEN: Record<string, string> = {
  "with display: none": "view.style.display = 'none'",
  "with visibility: hidden": "view.style.visibility = 'hidden'",
  "with visibility: hidden and an overlay":
    "view.style.visibility = 'hidden'; place.insertAdjacentHTML('beforeend', " +
    "'<b style=position:fixed;inset:0;background:red>')",
  "with content-visibility: hidden": "place.style.contentVisibility = 'hidden'",
  "far to the left": "view.style.cssText += ';position:absolute;left:-9999px'",
  "below the visible part": "place.style.marginTop = '9000px'",
  "without height": "place.style.cssText += ';height:0;overflow:hidden'",
  "clipped": "view.style.clipPath = 'inset(50%)'",
};

export async function keepHiddenPage({ browser, origin }: Stage, hide: string): Promise<void> {
  await using shown = await openHost(browser, origin);
  await showPage(shown, "html", "<p>fine");
  await shown.page.evaluate(`{
    const view = document.querySelector("#view > iframe");
    const place = view.parentElement;
    ${hide}
  }`);
  await delay(WATCHED);
  assert.equal(await problemsIn(shown), 0);
}

/** Each frame after a hidden while is late. */
export async function keepPageHiddenAgain({ browser, origin }: Stage): Promise<void> {
  await using shown = await openHost(browser, origin);
  await showPage(shown, "html", "<p>fine");
  const view = shown.page.locator("#view > iframe");
  for (let i = 0; i < 6; i++) {
    for (const [visibility, ms] of [["hidden", 1_700], ["visible", 300]] as const) {
      await view.evaluate((view, visibility) => view.style.visibility = visibility, visibility);
      await delay(ms);
    }
  }
  assert.equal(await problemsIn(shown), 0);
}

/** Blocks the view's thread while it waits for a frame. Its timers are late, too, so the late frame proves nothing. */
export async function keepPageOfBlockedView({ browser, origin }: Stage): Promise<void> {
  await using shown = await openHost(browser, origin);
  await showPage(shown, "html", "<p>fine");
  await delay(1_000);
  await viewOf(shown).evaluate((ms) => {
    const request = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = (callback) => {
      globalThis.requestAnimationFrame = request;
      setTimeout(() => callback(performance.now()), ms + 300);
      for (const end = performance.now() + ms; performance.now() < end;);
      return 0;
    };
  }, 6_000);
  await delay(WATCHED);
  assert.equal(await problemsIn(shown), 0);
  await pageIn(shown.view).getByText("fine").waitFor();
}

/** More processes than processors use all of their time. */
export async function keepPageOnBusyMachine({ browser, origin }: Stage): Promise<void> {
  await using shown = await openHost(browser, origin);
  await showPage(shown, "html", MOVING);
  const busy = Array.from(
    { length: 4 * navigator.hardwareConcurrency },
    () => new Deno.Command("sh", { args: ["-c", "while :; do :; done"] }).spawn(),
  );
  try {
    await delay(WATCHED);
  } finally {
    for (const each of busy) each.kill("SIGKILL");
    await Promise.all(busy.map(({ status }) => status));
  }
  assert.equal(await problemsIn(shown), 0);
  await pageIn(shown.view).getByText("fine").waitFor();
}

const MOVING = `<style>@keyframes k{to{transform:rotate(1turn)}}p{animation:k 1s infinite;
  filter:blur(2px);background:linear-gradient(red,blue)}</style><p>fine`;

async function showPage(shown: TestView, kind: Kind, content: string): Promise<void> {
  const call = { name: "artifact.view", arguments: {} };
  await show(shown, call, resultOf(kind, content, "Before"));
}

function viewOf({ page }: TestView): Frame {
  return page.frames().find((frame) => frame.parentFrame() === page.mainFrame())!;
}

function problemsIn(shown: TestView): Promise<number> {
  return viewOf(shown).evaluate(() => document.querySelectorAll("main .problem").length);
}
