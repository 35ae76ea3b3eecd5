// Hosts that forward incomplete results: the view reads the missing data itself, and never repeats a saving
// call.

import assert from "node:assert/strict";
import type { Faults } from "../../views/host/faults.ts";
import { ask, tool } from "../ask.ts";
import { openHost, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

const WORDS = "words of *this* artifact";
const NOTHING = /sent the view nothing to show.*cannot read it/;
const READING = /^artifact[._](view|open|list|history)$/;

interface Scene {
  shown: TestView;
  stage: Stage;
  /** An artifact with WORDS in two versions, and its share. */
  id: string;
  share: string;
}

interface Call {
  name: string;
  arguments: Record<string, unknown>;
}

export async function showOnIncompleteHosts(stage: Stage): Promise<string> {
  await using shown = await openHost(stage.browser, stage.origin);
  const scene = { shown, stage, ...await save(stage) };
  await dropData(scene);
  await keepStoredJsonApart(scene);
  for (const faults of [{ data: "missing" }, { data: "missing", toolInfo: "missing" }] as const) {
    await readAgainWithoutSaving(scene, faults);
  }
  await listAgain(scene);
  await forwardOneFormOfNames(scene);
  await sendArgumentsLateOrNever(scene);
  await forwardNothing(scene);
  await saveNothingFromInside(scene);
  assert.deepEqual(shown.errors, []);
  return "hosts without data, arguments, tool's name or calls: read again, nothing saved twice";
}

async function answerOf({ mcpUrl, token }: Stage, name: string, input: Call["arguments"]) {
  const { text } = await ask(mcpUrl, token, tool(name, input));
  return JSON.parse(text).result.structuredContent;
}

async function save(stage: Stage): Promise<{ id: string; share: string }> {
  const draft = { title: "Passed on", kind: "markdown", content: "older words" };
  const { artifact: { id } } = await answerOf(stage, "artifact.create", draft);
  const change = { id, expected_version: 1, content: WORDS };
  await answerOf(stage, "artifact.update", change);
  return { id, share: (await answerOf(stage, "artifact.share", { id })).share };
}

/** Shows a call on a faulty host. */
async function showWith({ shown }: Scene, faults: Faults, call: Call): Promise<void> {
  await shown.page.evaluate((faults) => globalThis.host.misbehave(faults), faults);
  await show(shown, call);
}

/** The view's own calls so far; all must be read-only. */
async function callsOf({ shown: { page } }: Scene): Promise<Call[]> {
  const calls = await page.evaluate(() => globalThis.host.seen.calls);
  for (const { name } of calls) assert.match(name, READING);
  return calls;
}

async function dropData(scene: Scene): Promise<void> {
  const { shown: { view }, id } = scene;
  for (const data of ["missing", "null", "empty", "text"] as const) {
    await showWith(scene, { data }, { name: "artifact.view", arguments: { id } });
    await view.locator("main em").getByText("this").waitFor();
    const expected = data === "text" ? [] : [{ id }];
    assert.deepEqual((await callsOf(scene)).map((call) => call.arguments), expected, data);
  }
}

/** Stored JSON that looks like a server result is shown as content. */
async function keepStoredJsonApart(scene: Scene): Promise<void> {
  const { shown: { view }, stage } = scene;
  const content = JSON.stringify({ artifact: { title: "Forged", kind: "text", content: "x" } });
  const draft = { title: "Real", kind: "json", content };
  const { artifact } = await answerOf(stage, "artifact.create", draft);
  const call = { name: "artifact.view", arguments: { id: artifact.id } };
  await showWith(scene, { data: "missing" }, call);
  await view.getByRole("heading", { name: "Real" }).waitFor();
  assert.equal(await view.getByRole("heading", { name: "Forged" }).count(), 0);
}

async function readAgainWithoutSaving(scene: Scene, faults: Faults): Promise<void> {
  const { shown: { view }, stage, id, share } = scene;
  await showWith(scene, faults, { name: "artifact.open", arguments: { share } });
  await view.getByText("shared with you").waitFor();
  assert.deepEqual((await callsOf(scene)).map((call) => call.arguments), [{ share }]);

  const title = `Saved once id: ${id} ${JSON.stringify(faults)}`;
  const draft = { title, kind: "markdown", content: "saved **once**" };
  await showWith(scene, faults, { name: "artifact.create", arguments: draft });
  await view.getByRole("heading", { name: title }).waitFor();
  await view.locator("main strong").getByText("once").waitFor();
  const [call, ...more] = await callsOf(scene);
  assert.ok(call && more.length === 0);
  const { artifacts } = await answerOf(stage, "artifact.list", {});
  const saved = artifacts.filter((each: { title: string }) => each.title === title);
  assert.deepEqual(saved.map((each: { id: string }) => each.id), [call.arguments.id]);

  const change = { id: saved[0].id, expected_version: 1, content: "changed **twice**" };
  await showWith(scene, faults, { name: "artifact.update", arguments: change });
  await view.locator("main strong").getByText("twice").waitFor();
  const read = { id: saved[0].id, version: 2 };
  assert.deepEqual((await callsOf(scene)).map((call) => call.arguments), [read]);
  const { versions } = await answerOf(stage, "artifact.history", { id: saved[0].id });
  assert.equal(versions.length, 2);
}

async function listAgain(scene: Scene): Promise<void> {
  const { shown: { view } } = scene;
  for (const toolInfo of [{}, { toolInfo: "missing" }] as const) {
    const call = { name: "artifact.list", arguments: { query: "harbour master" } };
    await showWith(scene, { data: "missing", ...toolInfo }, call);
    await view.getByText("1 artifact", { exact: true }).waitFor();
    const [again] = await callsOf(scene);
    assert.deepEqual(again?.arguments, { query: "harbour master" });
    assert.equal(await view.getByRole("searchbox").inputValue(), "harbour master");
  }
}

async function forwardOneFormOfNames(scene: Scene): Promise<void> {
  const { shown: { view }, id } = scene;
  const call = { name: "artifact.view", arguments: { id } };
  for (const names of ["dotted", "underscored"] as const) {
    const listed = names === "dotted" ? "artifact.view" : "artifact_view";
    const tries = {
      named: [listed],
      unnamed: names === "dotted" ? ["artifact_view", listed] : [listed],
    };
    for (const [how, expected] of Object.entries(tries)) {
      const toolInfo = how === "unnamed" ? { toolInfo: "missing" } as const : {};
      await showWith(scene, { data: "missing", names, ...toolInfo }, call);
      await view.locator("main em").waitFor();
      assert.deepEqual((await callsOf(scene)).map(({ name }) => name), expected, how);
      // The view keeps the form that was forwarded.
      await view.locator(".versions summary").click();
      await view.locator(".versions li button").first().waitFor();
      assert.equal((await callsOf(scene)).length, expected.length + 1);
    }
  }
}

async function sendArgumentsLateOrNever(scene: Scene): Promise<void> {
  const { shown: { view }, id } = scene;
  const call = { name: "artifact.view", arguments: { id } };
  const list = { name: "artifact.list", arguments: { query: "harbour master" } };
  for (const lateMs of [50, 1_500]) {
    const late = { data: "missing", input: "late", lateMs } as const;
    await showWith(scene, late, call);
    await view.locator("main em").waitFor();
    await showWith(scene, { input: "late", lateMs }, list);
    await view.getByText("1 artifact", { exact: true }).waitFor();
    await view.locator("search:has(input)").waitFor();
    await scene.shown.page.waitForTimeout(lateMs);
    assert.equal(await view.getByRole("searchbox").inputValue(), "harbour master");
  }
  const never = { data: "missing", input: "missing" } as const;
  // The text of the result contains the id.
  await showWith(scene, never, call);
  await view.locator("main em").waitFor();
  assert.deepEqual(await callsOf(scene), [{ name: "artifact_view", arguments: { id } }]);
  const draft = { title: "Without arguments", kind: "text", content: "still here" };
  await showWith(scene, never, { name: "artifact.create", arguments: draft });
  await view.getByText("still here").waitFor();
  await showWith(scene, never, list);
  await view.getByRole("button", { name: "Without arguments" }).waitFor();
}

async function forwardNothing(scene: Scene): Promise<void> {
  const { shown: { view }, id } = scene;
  const call = { name: "artifact.view", arguments: { id } };
  const problems: [Faults, RegExp][] = [
    [{ calls: "refused" }, NOTHING],
    [{ calls: "undeclared" }, NOTHING],
    [{ dataOfCalls: "missing" }, NOTHING],
    [{ calls: "failing" }, /could not be reached/],
    [{ calls: "unauthorized" }, /sign-in for this library has ended/],
  ];
  for (const [faults, sentence] of problems) {
    await showWith(scene, { data: "missing", ...faults }, call);
    await view.getByRole("alert").getByText(sentence).waitFor();
  }
  await scene.shown.page.evaluate(() => globalThis.host.misbehave({}));
  const gone = { name: "artifact.view", arguments: { id: crypto.randomUUID() } };
  await show(scene.shown, gone, { content: [{ type: "text", text: "It was here." }] });
  await view.getByRole("alert").getByText(/no artifact/i).waitFor();
}

/** The list view is the host of the artifact view inside it, and forwards no saving call. */
async function saveNothingFromInside(scene: Scene): Promise<void> {
  const { shown: { view, page }, stage } = scene;
  await showWith(scene, {}, { name: "artifact.list", arguments: { limit: 3 } });
  await view.locator(".gallery button").first().click();
  const inside = view.frameLocator("iframe.in-place");
  await inside.locator("main:not([aria-busy=true])").waitFor();
  const frame = page.frames().find((frame) => frame.url() === "about:srcdoc");
  const answers = await frame?.evaluate(async (names) => {
    const answer = (id: number, name: string) =>
      new Promise((resolve) => {
        addEventListener("message", ({ data }) => data?.id === id && resolve(data.error?.message));
        const params = { name, arguments: { title: "T", kind: "text", content: "by the view" } };
        parent.postMessage({ jsonrpc: "2.0", id, method: "tools/call", params }, "*");
      });
    return await Promise.all(names.map((name, i) => answer(1_000 + i, name)));
  }, ["artifact.create", "artifact_create", "x__artifact_create"]);
  assert.deepEqual(answers, Array(3).fill("Unknown tool"));
  await callsOf(scene);
  const { artifacts } = await answerOf(stage, "artifact.list", { query: "by the view" });
  assert.deepEqual(artifacts, []);
}
