// Contents made to freeze a view: each is drawn, or the view says why not. What the view draws itself takes a
// second of CPU time; while a page is drawn in its frame, or taken away, the view answers.

import assert from "node:assert/strict";
import type { CallToolResult } from "@modelcontextprotocol/client";
import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { resultOf } from "./attacks.ts";
import { cpuOf } from "./cpu.ts";
import { OTHERS, TABLES, upTo } from "./heavy_contents.ts";
import { MARKDOWN, PAGES, TEXTS } from "./heavier_contents.ts";
import { PICTURES, REPORTED } from "./reported_contents.ts";
import { openHost, show, type Shown } from "./shown.ts";
import type { Stage } from "./stage.ts";
import { watchPage } from "./watch.ts";

declare global {
  /** In the host's page: what is to be shown. */
  var heavy: CallToolResult;
}

/** Milliseconds of CPU, of the browser's processes that draw: about a second on a busy machine. */
const MOST = 1_500;
/**
 * Milliseconds that a view may not answer, and that it may show nothing of a page. The aims are 1,000 and 5,000; a
 * test fails only when no busy machine can be the reason.
 */
const [MOST_SILENT, MOST_EMPTY] = [3_000, 15_000];
/** Another program can push what is in caches out, or take the processor; it cannot do so each time. */
const TRIES = 3;

const COUNTED: ReadonlySet<unknown> = new Set(PICTURES);

/** `--content <pattern>` draws only those whose kind and name it fits. */
const CHOSEN = new RegExp(Deno.args[Deno.args.indexOf("--content") + 1 || Infinity] ?? "");

export async function drawHeavyContents({ browser, origin }: Stage): Promise<string> {
  const shown = await openHost(browser, origin);
  await costOf(shown, "text", "warm"); // the first view of a page is the slowest
  const slowest: [number, string][] = [];
  const silent: [number, string][] = [];
  const every = [
    ...Object.entries(TABLES).map(([name, content]) => ["csv", name, content] as const),
    ...[...OTHERS, ...MARKDOWN, ...PAGES, ...TEXTS, ...REPORTED, ...PICTURES],
  ];
  const all = every.filter(([kind, name]) => CHOSEN.test(`${kind}: ${name}`));
  for (const heavy of all) {
    const [kind, name, content] = heavy;
    const framed = (kind === "html" || kind === "svg") && !COUNTED.has(heavy);
    const measure = framed ? silenceOf : costOf;
    const most = framed ? MOST_SILENT : MOST;
    let least = Infinity;
    for (let tries = 0; least >= most && tries < TRIES; tries++) {
      least = Math.min(least, await measure(shown, kind, content));
    }
    (framed ? silent : slowest).push([least, `${kind}: ${name}`]);
  }
  for (const [costs, most] of [[slowest, MOST], [silent, MOST_SILENT]] as const) {
    costs.sort(([a], [b]) => b - a);
    assert.deepEqual(costs.filter(([cost]) => cost >= most), []);
  }
  await growTable(shown);
  await growText(shown);
  await takeAwayWhatHangs(shown);
  await takeAwayWhatHoldsDrawing(shown);
  await shown.page.close();
  return `${all.length} heavy contents; the dearest: ${told(slowest)}; silent: ${told(silent)}`;
}

function told(costs: [number, string][]): string {
  return costs.slice(0, 5).map(([cost, name]) => `${name} ${cost} ms`).join(", ");
}

/** Milliseconds of CPU that showing takes until the browser has nothing left to do. */
async function costOf(shown: Shown, kind: Kind, content: string): Promise<number> {
  const { page, view } = shown;
  const again = await prepare(shown, kind, content);
  return await cpuOf(page.context().browser()!, async () => {
    await again();
    await view.getByRole("heading", { name: "Heavy" }).waitFor({ timeout: 60_000 });
  });
}

/** Milliseconds that the view does not answer, while a page is drawn or replaced by its source. */
async function silenceOf(shown: Shown, kind: Kind, content: string): Promise<number> {
  const { after, silence } = await watchPage(shown, await prepare(shown, kind, content));
  return after < MOST_EMPTY ? silence : Infinity;
}

/** @returns shows the content in a view that is there */
async function prepare({ page, view }: Shown, kind: Kind, content: string) {
  const before = { name: "artifact.view", arguments: {} };
  await show({ page, view } as Shown, before, resultOf("text", "empty", "Before"));
  await view.getByText("empty").waitFor();
  const result = resultOf(kind, content, "Heavy");
  result.structuredContent.artifact.language = kind === "code" ? "ini" : null;
  await page.evaluate((result) => globalThis.heavy = result as never, result);
  return () => page.evaluate(() => globalThis.host.again(globalThis.heavy));
}

/** What is not drawn can be asked for. */
async function growTable(shown: Shown): Promise<void> {
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
  await view.getByText("Only the first 50,000 rows.").waitFor();
}

/** Pages of a text, and pieces of a document, are added until nothing is left. */
async function growText(shown: Shown): Promise<void> {
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

async function clickThrough({ view }: Shown): Promise<void> {
  const more = view.getByRole("button", { name: /more characters$/ });
  while (await more.isVisible()) await more.click();
}

/** However it does: a page that hangs in spite of all limits is taken away by the view that goes on. */
async function takeAwayWhatHangs(shown: Shown): Promise<void> {
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

/** Without a graphics card, blurs that move stop all drawing, though every page answers. */
async function takeAwayWhatHoldsDrawing(shown: Shown): Promise<void> {
  const { page, view } = shown;
  const css =
    `@keyframes k{to{filter:blur(150px) hue-rotate(90deg)}}b{position:absolute;width:2000px;
    height:2000px;background:conic-gradient(red,blue);animation:k 1s linear infinite alternate}`;
  await (await prepare(shown, "html", `<style>${css}</style>${"<b>x</b>".repeat(60)}`))();
  await view.getByText("This takes too long to be drawn: here is the source.")
    .waitFor({ timeout: 120_000 });
  const late = await page.evaluate(() => {
    const asked = performance.now();
    return new Promise<number>((resolve) =>
      requestAnimationFrame(() => resolve(performance.now() - asked))
    );
  });
  assert.ok(late < 20_000, `${late} ms until the host's page is drawn again`);
}
