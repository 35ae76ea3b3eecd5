// Contents of up to 1 MiB arrive in chunks of any length: everything is shown, and rendered once, not once per
// chunk.

import assert from "node:assert/strict";
import type { Faults } from "../../views/host/faults.ts";
import { ask, tool } from "../ask.ts";
import { openHost, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

const MIB = 1_048_576;
const KIB = 1024;
/** Default chunk sizes for models and for views. */
const [FIRST, PIECE] = [24 * KIB, 40 * KIB];
/** Bytes shown without a click: 64 KiB, rounded up to a chunk. */
const FIRST_PAGES = /^(6[5-9]|[7-9]\d|10\d)(\.\d+)? kB of 1/;
/** Milliseconds for 1 MiB. The goal is 5,000; the limit leaves room for a busy machine. */
const MOST = 60_000;

const SENTENCE = "The *harbour master* keeps a **list** of all boats, and `writes` it down.\n\n";

export async function readLongContents(stage: Stage): Promise<string> {
  await using shown = await openHost(stage.browser, stage.origin);
  await showFirstPages(shown, stage);
  await showFromTheBeginning(shown, stage);
  await readChunksOfAnyLength(shown, stage);
  await showProgress(shown, stage);
  const times = [
    await timeOf(shown, stage, "markdown", repeated(SENTENCE)),
    await timeOf(shown, stage, "text", repeated('"')),
    await timeOf(shown, stage, "text", repeated('"Yes," he said.\n')),
    await timeOf(shown, stage, "text", repeated("[1,2],"), {}),
  ];
  assert.deepEqual(shown.errors, []);
  return `1 MiB in chunks, first paint and completion: ${times.join(", ")}`;
}

function repeated(text: string): string {
  return text.repeat(Math.floor(MIB / text.length));
}

async function save({ mcpUrl, token }: Stage, kind: string, content: string): Promise<string> {
  const draft = { title: `Long ${kind}`, kind, content };
  const { text } = await ask(mcpUrl, token, tool("artifact.create", draft));
  return JSON.parse(text).result.structuredContent.artifact.id;
}

async function view(
  shown: TestView,
  faults: Faults,
  input: Record<string, unknown>,
): Promise<void> {
  await shown.page.evaluate((faults) => globalThis.host.misbehave(faults), faults);
  await show(shown, { name: "artifact.view", arguments: input });
}

/** The text of the second column; the first column has line numbers. */
async function textOf({ view }: TestView): Promise<string> {
  return await view.locator(".code pre").nth(1).textContent() ?? "";
}

async function showAll({ view }: TestView): Promise<void> {
  await view.getByRole("button", { name: "Show all" }).click();
  await view.getByRole("button", { name: "Show all" }).waitFor({
    state: "detached",
    timeout: MOST,
  });
}

/** 64 KiB are shown without a click if the host forwards calls. */
async function showFirstPages(shown: TestView, stage: Stage): Promise<void> {
  const content = "a line of text\n".repeat(4_000);
  const id = await save(stage, "text", content);
  await view(shown, { pieces: [10 * KIB] }, { id, limit: FIRST });
  await shown.view.getByRole("button", { name: "Show all" }).waitFor({ state: "detached" });
  assert.equal(await textOf(shown), content);
  await view(shown, { calls: "refused" }, { id, limit: FIRST });
  await shown.view.getByRole("button", { name: "Show all" }).waitFor();
  await shown.page.waitForTimeout(300);
  assert.equal(await shown.view.getByRole("alert").count(), 0);
}

/** Also for a result with an offset, after the model read a later chunk. */
async function showFromTheBeginning(shown: TestView, stage: Stage): Promise<void> {
  const content = `first line\n${"another line\n".repeat(10_000)}`;
  const id = await save(stage, "text", content);
  await view(shown, { pieces: [PIECE] }, { id, offset: FIRST, limit: FIRST });
  await shown.view.getByText("first line").waitFor();
  await showAll(shown);
  assert.equal(await textOf(shown), content);
}

async function readChunksOfAnyLength(shown: TestView, stage: Stage): Promise<void> {
  const content = 'Zeichen: äöü, 漢字, 🧵 "\\\t\n'.repeat(3_000);
  const id = await save(stage, "text", content);
  const pieces = [1, 20_001, 7, 40_960, 3];
  await view(shown, { pieces }, { id, limit: 1_001 });
  await showAll(shown);
  assert.equal(await textOf(shown), content);
}

/** A page is shown when it is complete; until then the view shows progress. */
async function showProgress(shown: TestView, stage: Stage): Promise<void> {
  const html = `<p>beginning</p>${`<i>${".".repeat(13)}</i>`.repeat(8_000)}<p>the very end</p>`;
  const id = await save(stage, "html", html);
  const faults = { pieces: [PIECE], delayMs: 300 };
  const watch = async () => {
    await shown.view.getByText(/^Reading: .* of 160/).waitFor();
    const early = await shown.view.locator("progress").getAttribute("value");
    await shown.view.locator(`progress:not([value="${early}"])`).waitFor();
  };
  await Promise.all([view(shown, faults, { id, limit: FIRST }), watch()]);
  await shown.view.frameLocator("iframe.frame").frameLocator("iframe").getByText("the very end")
    .waitFor();
  assert.equal(await shown.view.locator("progress").count(), 0);
}

/** @param faults default: artifacts are not read as resources, so the content arrives in chunks */
async function timeOf(
  shown: TestView,
  stage: Stage,
  kind: string,
  content: string,
  faults: Faults = { pieces: [PIECE] },
): Promise<string> {
  const id = await save(stage, kind, content);
  const started = performance.now();
  await view(shown, faults, { id, limit: FIRST });
  const first = performance.now() - started;
  await shown.view.getByText(FIRST_PAGES).waitFor();
  const frame = shown.page.frames().find((frame) => frame.url().startsWith("http://localhost"));
  await frame?.evaluate(() => {
    const main = document.querySelector("main")!;
    new MutationObserver(() => main.dataset.draws = `${Number(main.dataset.draws ?? 0) + 1}`)
      .observe(main, { childList: true });
  });
  const clicked = performance.now();
  await showAll(shown);
  const all = performance.now() - clicked;
  assert.equal(await shown.view.locator("main").getAttribute("data-draws"), "1");
  const more = shown.view.getByRole("button", { name: /more characters$/ });
  while (await more.isVisible()) await more.click();
  const text = kind === "text" ? await textOf(shown) : undefined;
  if (text !== undefined) assert.ok(text === content);
  else assert.equal(await shown.view.locator("main em").count(), content.length / SENTENCE.length);
  const calls = await shown.page.evaluate(() => globalThis.host.seen.calls.length);
  // Chunks of expensive text are small, and calls per minute are limited.
  if (!faults.pieces) assert.ok(calls < 60, `${calls} calls`);
  assert.ok(all < MOST, `${all}`);
  return `${kind} ${Math.round(first)} + ${Math.round(all)} ms in ${calls} calls`;
}
