// Contents designed to freeze a view: each is drawn, or the view shows why not. Content of the view itself takes
// at most a second of CPU time; while a framed page is drawn or removed, the view stays responsive.

import assert from "node:assert/strict";
import type { CallToolResult } from "@modelcontextprotocol/client";
import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { resultOf } from "./attacks.ts";
import { cpuOf } from "./cpu.ts";
import { OTHERS, TABLES, upTo } from "./heavy_contents.ts";
import { MARKDOWN, PAGES, TEXTS } from "./heavier_contents.ts";
import { PICTURES, REPORTED } from "./reported_contents.ts";
import { openHost, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";
import { watchPage } from "./watch.ts";

declare global {
  /** In the host's page: the content to show. */
  var heavy: CallToolResult;
}

/** CPU milliseconds of the browser's rendering processes: about a second on a busy machine. */
const MOST = 1_500;
/**
 * Milliseconds without an answer of the view, and until a page is shown. The goals are 1,000 and 5,000; the limits
 * leave room for a busy machine.
 */
const [MOST_SILENT, MOST_EMPTY] = [3_000, 15_000];
/** Attempts; other programs may disturb a measurement, but not all of them. */
const TRIES = 3;

const COUNTED: ReadonlySet<unknown> = new Set(PICTURES);

type Heavy = readonly [Kind, string, string];

export const HEAVY: readonly Heavy[] = [
  ...Object.entries(TABLES).map(([name, content]) => ["csv", name, content] as const),
  ...[...OTHERS, ...MARKDOWN, ...PAGES, ...TEXTS, ...REPORTED, ...PICTURES],
];

/** Costs in milliseconds, with the contents. */
const slowest: [number, string][] = [];
const silent: [number, string][] = [];

/** Opens a page for heavy contents. */
export async function openWarm({ browser, origin }: Stage): Promise<TestView> {
  const shown = await openHost(browser, origin);
  await costOf(shown, "text", "warm"); // the first view of a page is the slowest
  return shown;
}

export async function drawHeavyContent(shown: TestView, heavy: Heavy): Promise<void> {
  const [kind, name, content] = heavy;
  const framed = (kind === "html" || kind === "svg") && !COUNTED.has(heavy);
  const measure = framed ? silenceOf : costOf;
  const most = framed ? MOST_SILENT : MOST;
  let least = Infinity;
  for (let tries = 0; least >= most && tries < TRIES; tries++) {
    least = Math.min(least, await measure(shown, kind, content));
  }
  (framed ? silent : slowest).push([least, `${kind}: ${name}`]);
  assert.ok(least < most, `${least} ms, at most ${most}`);
}

/** @returns a line about the drawn contents */
export function costs(): string {
  const count = slowest.length + silent.length;
  return `${count} heavy contents; most expensive: ${listed(slowest)}; unresponsive: ${
    listed(silent)
  }`;
}

function listed(costs: [number, string][]): string {
  return costs.toSorted(([a], [b]) => b - a).slice(0, 5)
    .map(([cost, name]) => `${name} ${cost} ms`).join(", ");
}

/** CPU milliseconds until the browser is idle after showing the content. */
async function costOf(shown: TestView, kind: Kind, content: string): Promise<number> {
  const { page, view } = shown;
  const again = await prepare(shown, kind, content);
  return await cpuOf(page.context().browser()!, async () => {
    await again();
    await view.getByRole("heading", { name: "Heavy" }).waitFor({ timeout: 60_000 });
  });
}

/** Milliseconds without an answer while a page is drawn or replaced by its source. */
async function silenceOf(shown: TestView, kind: Kind, content: string): Promise<number> {
  const { after, silence } = await watchPage(shown, await prepare(shown, kind, content));
  return after < MOST_EMPTY ? silence : Infinity;
}

/** @returns a function that shows the content in the current view */
async function prepare({ page, view }: TestView, kind: Kind, content: string) {
  const before = { name: "artifact.view", arguments: {} };
  await show({ page, view } as TestView, before, resultOf("text", "empty", "Before"));
  await view.getByText("empty").waitFor();
  const result = resultOf(kind, content, "Heavy");
  result.structuredContent.artifact.language = kind === "code" ? "ini" : null;
  await page.evaluate((result) => globalThis.heavy = result as never, result);
  return () => page.evaluate(() => globalThis.host.again(globalThis.heavy));
}

/** Content that is not drawn yet can be requested. */
export async function growTable(shown: TestView): Promise<void> {
  const { view } = shown;
  await costOf(shown, "csv", TABLES["a row of 20,000 columns"]!);
  await view.getByRole("button", { name: "19,951 more columns" }).click();
  await view.getByRole("button", { name: "19,901 more columns" }).waitFor();
  await costOf(shown, "csv", `name\n${"x\n".repeat(1_000)}${upTo("y", 3_000)}`);
  await view.getByRole("button", { name: "801 more rows" }).click();
  await view.getByRole("button", { name: "601 more rows" }).waitFor();
  await view.getByRole("button", { name: "name" }).click();
  await view.getByRole("button", { name: "name" }).click();
  await view.getByText("… (2,000 more characters)").waitFor();
  await costOf(shown, "csv", TABLES["524,288 rows"]!);
  await view.getByText("Only the first 50,000 rows are shown.").waitFor();
}

/** Pages of a text and chunks of a document can be added to the end. */
export async function growText(shown: TestView): Promise<void> {
  const { view } = shown;
  const lines = "x\n".repeat(60_000);
  await costOf(shown, "text", lines);
  await clickThrough(shown);
  const [numbers, text] = await view.locator(".code pre").allTextContents();
  assert.equal(text, lines);
  assert.ok(numbers?.endsWith("\n59999\n60000"));
  const words = "Some *words* of a text.\n\n";
  await costOf(shown, "markdown", words.repeat(6_000));
  await clickThrough(shown);
  const problems = await view.locator("main .problem").allTextContents();
  assert.deepEqual([problems, await view.locator("main em").count()], [[], 6_000]);
  const code = `${words.repeat(2_600)}\`\`\`\n${words.repeat(200)}\`\`\`\n\n${words.repeat(200)}`;
  await costOf(shown, "markdown", code);
  await clickThrough(shown);
  assert.equal(await view.locator("main em").count(), 2_800, "code is not cut");
}

async function clickThrough({ view }: TestView): Promise<void> {
  const more = view.getByRole("button", { name: /more characters$/ });
  while (await more.isVisible()) await more.click();
}

/** A page that hangs in spite of all limits is removed, and the view stays responsive. */
export async function takeAwayWhatHangs(shown: TestView): Promise<void> {
  const { page, view } = shown;
  await costOf(shown, "html", "<p>fine");
  const inner = view.frameLocator("iframe.frame").frameLocator("iframe");
  await inner.getByText("fine").waitFor();
  await page.waitForTimeout(3_000);
  await inner.getByText("fine").waitFor();
  const outer = page.frames().find((frame) =>
    frame.parentFrame()?.url().startsWith("http://local")
  );
  void outer?.evaluate(() => {
    while (true);
  }).catch(() => {});
  await view.getByText("This takes too long to be drawn: here is the source.").waitFor();
  await view.getByText("<p>fine").waitFor();
}

/** Without a GPU, animated blurs stop all drawing, although every page answers. */
export async function takeAwayWhatHoldsDrawing(shown: TestView): Promise<void> {
  const { page, view } = shown;
  const css =
    `@keyframes k{to{filter:blur(150px) hue-rotate(90deg)}}b{position:absolute;width:2000px;
    height:2000px;background:conic-gradient(red,blue);animation:k 1s linear infinite alternate}`;
  await (await prepare(shown, "html", `<style>${css}</style>${"<b>x</b>".repeat(60)}`))();
  await view.getByText("This takes too long to be drawn: here is the source.")
    .waitFor({ timeout: 120_000 });
  const late = await page.evaluate(() => {
    const requestedAt = performance.now();
    return new Promise<number>((resolve) =>
      requestAnimationFrame(() => resolve(performance.now() - requestedAt))
    );
  });
  assert.ok(late < 20_000, `${late} ms until the host's page is drawn again`);
}
