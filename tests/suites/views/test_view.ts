// A view under test: inside the host's page, in its own frame.

import { setTimeout as delay } from "node:timers/promises";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import type {} from "../../views/host/page.ts";
import type { Sample } from "../../views/host/server.ts";

/** Expected console errors: the client requests a stream that does not exist, and the browser reports blocked loads. */
const EXPECTED =
  /status of 405|^Blocked (script|autofocusing)|Content Security Policy|Unsafe attempt to load|attachShadow/;

/** Disposal closes the page. */
export interface TestView extends AsyncDisposable {
  page: Page;
  view: FrameLocator;
  /** Effects of artifact scripts: dialogs, windows and console output. */
  executions: string[];
  /** Errors in the page or a frame. */
  errors: string[];
}

/** Opens the host's page. */
export async function openHost(browser: Browser, origin: string, width = 900): Promise<TestView> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const shown: TestView = {
    page,
    view: page.frameLocator("#view > iframe"),
    executions: [],
    errors: [],
    [Symbol.asyncDispose]: () => page.close(),
  };
  page.on("dialog", (dialog) => {
    shown.executions.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.text().startsWith("EXECUTED")) shown.executions.push(message.text());
    else if (message.type() === "error" && !EXPECTED.test(message.text())) {
      shown.errors.push(message.text());
    }
  });
  page.on("pageerror", (error) => shown.errors.push(error.message));
  page.on("popup", (popup) => shown.executions.push(`popup ${popup.url()}`));
  await page.goto(origin);
  await page.locator("body[data-ready]").waitFor();
  return shown;
}

/** Shows the result of a call, or a given result. */
export async function show(
  { page, view }: TestView,
  { name, arguments: input }: Omit<Sample, "label">,
  result?: unknown,
): Promise<void> {
  await page.evaluate(
    ([call, result]) => globalThis.host.show(call as never, result as never),
    [{ name, arguments: input }, result],
  );
  await view.locator("main:not([aria-busy=true])").first().waitFor({ state: "attached" });
}

/** Clicks to open a dialog. */
const CLICKS = 3;

/**
 * Clicks a control until what it opens is visible. On a busy machine, one in some hundred first clicks in a new frame has
 * no effect in headless Chromium.
 */
export async function clickToOpen(control: Locator, opened: Locator): Promise<void> {
  for (let i = 1; i < CLICKS; i++) {
    await control.click();
    if (await opened.waitFor({ timeout: 3_000 }).then(() => true, () => false)) return;
  }
  await control.click();
  await opened.waitFor();
}

/** A page without scripts, inside the frame that answers pings. */
export function pageIn(view: FrameLocator): FrameLocator {
  return view.frameLocator("main iframe.frame").frameLocator("iframe");
}

/** Resolves when a page is rendered, or the view shows a problem. */
export async function pageRead({ view }: TestView): Promise<void> {
  const [read, problem] = [pageIn(view).locator("meta[charset]"), view.locator("main .problem")];
  for (let i = 0; i < 1_000; i++) {
    if (await read.count() + await problem.count() > 0) return;
    await delay(20);
  }
  throw new Error("no page is shown");
}
