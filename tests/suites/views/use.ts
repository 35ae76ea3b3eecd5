// The list view: search, paging, opening in place. The artifact view: versions, long contents, saving, links,
// problems.

import assert from "node:assert/strict";
import { ask, tool } from "../ask.ts";
import { openHost, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

const LINES = 20_000;

export async function useTheViews(stage: Stage): Promise<string> {
  await using shown = await openHost(stage.browser, stage.origin);
  await searchAndOpen(shown, stage);
  await goThroughVersions(shown, stage);
  await readOn(shown, stage);
  await takeOut(shown, stage);
  await confirmMail(shown, stage);
  await meetProblems(shown, stage);
  await changeWhatWasSaved(shown, stage);
  assert.deepEqual(shown.errors, []);
  return "searched, paged, opened in place, versions, pieces, copy, download, full screen, links, problems";
}

async function create({ mcpUrl, token }: Stage, draft: Record<string, unknown>): Promise<string> {
  const { text } = await ask(mcpUrl, token, tool("artifact.create", draft));
  return JSON.parse(text).result.structuredContent.artifact.id;
}

async function searchAndOpen(shown: TestView, { samples }: Stage): Promise<void> {
  const { view } = shown;
  await show(shown, { name: "artifact.list", arguments: { limit: 3 } });
  const cards = view.locator(".gallery li");
  assert.equal(await cards.count(), 3);
  await view.getByText("3+ artifacts").waitFor();
  await view.getByRole("button", { name: "More" }).click();
  await view.getByText("6+ artifacts").waitFor();
  assert.equal(await view.locator("li:nth-child(4) button:focus").count(), 1, "the first new one");
  await view.getByRole("button", { name: "More" }).click();
  await view.getByText(`${samples.length - 1} artifacts`).waitFor();

  await view.getByRole("searchbox").fill("harbour master");
  await view.getByText("1 artifact", { exact: true }).waitFor();
  await view.getByRole("searchbox").fill("nothing like this");
  await view.getByText("Nothing matches.").waitFor();
  await view.getByRole("searchbox").fill("");
  await view.getByText("3+ artifacts").waitFor();

  await view.getByRole("searchbox").fill("flowchart");
  await view.getByRole("button", { name: "Where to go" }).click();
  const inside = view.frameLocator("iframe.in-place");
  await inside.frameLocator(".diagram iframe").getByText("Museum").waitFor();
  await inside.locator(".versions summary").click();
  await inside.locator(".versions li button").first().waitFor();
  await view.getByRole("button", { name: "← Library" }).click();
  await view.locator(".gallery button:focus").getByText("Where to go").waitFor();
}

async function goThroughVersions(shown: TestView, stage: Stage): Promise<void> {
  const { view } = shown;
  const id = await create(stage, { title: "Draft", kind: "text", content: "first words" });
  const change = { id, expected_version: 1, content: "second words", title: "Final" };
  await ask(stage.mcpUrl, stage.token, tool("artifact.update", change));
  await show(shown, { name: "artifact.view", arguments: { id } });
  await view.getByText("second words").waitFor();
  await view.locator(".versions summary").click();
  await view.locator(".versions li").nth(1).getByRole("button").click();
  await view.getByText("first words").waitFor();
  await view.getByRole("heading", { name: "Draft" }).waitFor();
  await view.locator(".versions summary:focus").getByText("Version 1").waitFor();
}

async function readOn(shown: TestView, stage: Stage): Promise<void> {
  const { view } = shown;
  const content = Array.from({ length: LINES }, (_, i) => `line ${i} of many, many lines`).join(
    "\n",
  );
  const id = await create(stage, { title: "Long", kind: "text", content });
  await show(shown, { name: "artifact.view", arguments: { id } });
  // The server sizes chunks by their token cost.
  await view.getByText(/^(6[5-9]|[7-9]\d|10\d)(\.\d+)? kB of/).waitFor();
  const before = (await view.locator(".code pre").nth(1).textContent())?.length ?? 0;
  assert.ok(before > 60_000 && before < 110_000, `${before}`);
  await view.getByRole("button", { name: "Show more" }).click();
  await view.getByText(`line 10000 of`).waitFor({ state: "attached" });
  await view.getByRole("button", { name: "Show all" }).click();
  await view.getByRole("button", { name: "Show all" }).waitFor({ state: "detached" });
  // Everything is loaded, and laid out a page at a time.
  const more = view.getByRole("button", { name: "more characters" });
  for (let pages = 0; pages < 3 && await more.isVisible(); pages++) await more.click();
  assert.equal(await view.locator(".code pre").nth(1).textContent(), content);
}

async function takeOut(shown: TestView, { samples }: Stage): Promise<void> {
  const { view, page } = shown;
  const sample = samples.find(({ label }) => label === "A trip to the coast");
  assert.ok(sample);
  await show(shown, sample);
  await view.getByRole("button", { name: "Download" }).click();
  await page.waitForFunction(() => globalThis.host.seen.files.length === 1);
  const [file] = await page.evaluate(() => globalThis.host.seen.files) as {
    resource: { uri: string; mimeType: string; text: string };
  }[];
  assert.equal(file?.resource.uri, "file:///A%20trip%20to%20the%20coast.md");
  assert.match(file?.resource.text ?? "", /^# A trip/);
  await view.getByRole("button", { name: "Copy" }).click();
  await view.getByRole("status").getByText("Copied").waitFor({ state: "attached" });

  await view.getByRole("link", { name: "the timetable" }).click();
  await view.getByRole("dialog").getByText("https://example.com/trains").waitFor();
  await view.locator("dialog .host").getByText("example.com", { exact: true }).waitFor();
  await view.getByRole("button", { name: "Cancel" }).click();
  assert.deepEqual(await page.evaluate(() => globalThis.host.seen.links), []);
  // The second click of a double click, or Enter, does not confirm.
  await view.getByRole("link", { name: "the timetable" }).click();
  const agree = view.getByRole("dialog").getByRole("button", { name: "Open" });
  assert.equal(await agree.isDisabled(), true);
  await agree.click({ force: true });
  await view.getByRole("dialog").waitFor();
  await agree.click();
  await page.waitForFunction(() => globalThis.host.seen.links[0] === "https://example.com/trains");

  await view.getByRole("button", { name: "Full screen" }).click();
  await view.locator("html[data-mode=fullscreen]").waitFor();
  await view.getByRole("button", { name: "Close full screen" }).click();
  await view.locator("html[data-mode=inline]").waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.host.seen.modes), ["fullscreen", "inline"]);
}

async function confirmMail(shown: TestView, stage: Stage): Promise<void> {
  const { view } = shown;
  const href = "mailto:ana@xn--pple-43d.com?subject=Sun%20%26%20sea&body=Come";
  const content = `[one](${href}) [two](${href}&bcc=ben@example.com)`;
  const id = await create(stage, { title: "Mail", kind: "markdown", content });
  await show(shown, { name: "artifact.view", arguments: { id } });
  await view.getByRole("link", { name: "one" }).click();
  const words = ["To: ana@xn--pple-43d.com", "Subject: Sun & sea", "Text: Come", "can look like"];
  for (const said of words) await view.getByRole("dialog").getByText(said).waitFor();
  await view.getByRole("button", { name: "Cancel" }).click();
  await view.getByRole("link", { name: "two" }).click();
  await view.getByText("more than the address, the subject and the text of a mail").waitFor();
  await view.getByRole("button", { name: "Close" }).click();
}

async function meetProblems(shown: TestView, stage: Stage): Promise<void> {
  const { view } = shown;
  const expired = {
    isError: true,
    content: [{ type: "text", text: "Sign in to continue." }],
    _meta: { "mcp/www_authenticate": [`Bearer error="invalid_token"`] },
  };
  const call = { name: "artifact.view", arguments: { id: "x" } };
  await show(shown, call, expired);
  await view.getByRole("alert").getByText("Your sign-in for this library has ended").waitFor();
  const missing = crypto.randomUUID();
  await show(shown, { name: "artifact.view", arguments: { id: missing } });
  await view.getByRole("alert").getByText(/no artifact/i).waitFor();
  const id = await create(stage, { title: "Odd", kind: "json", content: "{oops" });
  await show(shown, { name: "artifact.view", arguments: { id } });
  await view.getByText("This content is not valid JSON").waitFor();
  await view.getByText("{oops").waitFor();
}

/** Results of saving tools have no content; the view shows it anyway. */
async function changeWhatWasSaved(shown: TestView, stage: Stage): Promise<void> {
  const { view } = shown;
  const draft = { title: "Fresh", kind: "markdown", content: "Just **saved**" };
  await show(shown, { name: "artifact.create", arguments: draft });
  await view.locator("strong").getByText("saved").waitFor();
  const id = await create(stage, draft);
  const edits = [{ find: "saved", replace: "changed" }];
  await show(shown, { name: "artifact.update", arguments: { id, expected_version: 1, edits } });
  await view.locator("strong").getByText("changed").waitFor();
  const shared = await ask(stage.mcpUrl, stage.token, tool("artifact.share", { id }));
  const { share } = JSON.parse(shared.text).result.structuredContent;
  await show(shown, { name: "artifact.open", arguments: { share } });
  await view.getByText("shared with you").waitFor();
  assert.equal(await view.locator(".versions").count(), 0);
}
