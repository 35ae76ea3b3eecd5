// Viewing an artifact sends nothing: no connection, no DNS query, no datagram. As a control, the same markup in
// an unprotected page reaches the listener.

import assert from "node:assert/strict";
import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { resultOf } from "./attacks.ts";
import { clear, DOMAIN, type Home } from "./listener.ts";
import { ALONE, MUTATING, PLACES, UNHEARD, WAYS } from "./outbound.ts";
import { clickToOpen, openHost, pageIn, pageRead, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

/** Milliseconds within which a started request arrives. */
const ARRIVES = 1_500;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const urlOf = (name: string) => `https://${name}.${DOMAIN}`;

export async function lookOut(stage: Stage): Promise<string> {
  const { home } = stage;
  clear(home);
  const heard = await control(stage);
  await using shown = await openHost(stage.browser, stage.origin);
  let pages = 0;
  for (const [kind, content] of contents()) {
    await show(
      shown,
      { name: "artifact.view", arguments: {} },
      resultOf(kind, content, "Looked at"),
    );
    await settled(shown, kind);
    pages++;
    assertSilent(home, content);
  }
  await pause(ARRIVES);
  assertSilent(home, "the last pages");
  await point(shown, stage);
  return `${pages} pages reach nothing in ${
    Object.keys(WAYS).length
  } ways; a control reaches out in all ${heard}`;
}

function assertSilent({ connections, datagrams, names }: Home, content: string): void {
  assert.deepEqual([connections, datagrams, [...names]], [0, 0, []], content.slice(0, 300));
}

async function settled(shown: TestView, kind: Kind): Promise<void> {
  const { view } = shown;
  if (kind === "html" || kind === "svg") await pageRead(shown);
  if (kind !== "mermaid") await pause(60);
  else {await view.locator(".diagram .problem, .diagram iframe[style], main > .problem").first()
      .waitFor();}
}

function joined(
  place: (markup: string) => string,
  name: string,
  ways = { ...WAYS, ...UNHEARD },
): string {
  return Object.entries(ways).map(([way, markup]) => place(markup(urlOf(`${way}-${name}`)))).join(
    "\n",
  );
}

/** All contents to view, by kind. */
function* contents(): Generator<[Kind, string]> {
  const svg = (markup: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${markup}</svg>`;
  for (const kind of ["html", "svg", "markdown"] as const) {
    const page = kind === "svg" ? svg : (markup: string) => markup;
    for (const [name, place] of Object.entries({ ...PLACES, ...MUTATING })) {
      yield [kind, page(joined(place, `${name}-${kind}`))];
      yield [kind, page(place(joined((markup) => markup, `all-${name}-${kind}`)))];
    }
  }
  for (const kind of ["code", "text", "csv", "json"] as const) {
    yield [kind, joined(PLACES.plain!, kind)];
    yield [kind, JSON.stringify([joined(PLACES.shadow!, kind)])];
  }
  for (const [way, markup] of Object.entries({ ...WAYS, ...ALONE })) {
    const label = markup(urlOf(`${way}-mermaid`)).replaceAll('"', "#quot;");
    yield [
      "mermaid",
      `flowchart LR\n  A["${label}"] --> B["${PLACES.shadow!(label).replaceAll('"', "'")}"]`,
    ];
  }
  yield ["mermaid", `flowchart LR\n  A@{ img: "${urlOf("node")}/n.png", label: "x" }`];
  yield [
    "mermaid",
    `%%{init: {"themeCSS": "@import url(${urlOf("theme")})"}}%%\nflowchart LR\n  A`,
  ];
  for (
    const prologue of [
      `<?xml-stylesheet href="${urlOf("xml")}"?>`,
      `<!DOCTYPE svg SYSTEM "${urlOf("dtd")}">`,
    ]
  ) {
    yield ["svg", prologue + svg("<g/>")];
  }
}

const MAP = `<map name='m'><area href='${urlOf("area")}/' shape='rect' coords='0,0,90,90'></map>
  <img usemap='#m' width='90' height='90' alt='map' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>`;
const labelled = (label: string) =>
  `flowchart LR\n  A["${label.replaceAll("#", "#35;").replaceAll("\n", "")}"]`;

/** Hovering over and pressing links sends nothing either; browsers would preconnect. */
async function point(shown: TestView, { home }: Stage): Promise<void> {
  const { view, page } = shown;
  const links = `<a href="${urlOf("pointed")}/" style="font-size:40px">a link of the page</a>
    <svg height="60"><a href="${
    urlOf("pointed-svg")
  }/"><text y="40">a link of a drawing</text></a></svg>
    <map name="m"><area href="${urlOf("pointed-area")}/" shape="rect" coords="0,0,90,90"></map>
    <img usemap="#m" width="90" height="90" alt="an area" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
    <form action="${urlOf("submitted")}/"><button>a button</button></form>`;
  for (
    const [kind, content] of [
      ["html", links],
      ["markdown", `[a link of the page](${urlOf("pointed")}/)`],
      ["mermaid", `flowchart LR\n  A[a link of the page]\n  click A "${urlOf("pointed")}/"`],
      ["mermaid", labelled(`<math><mtext href='${urlOf("math")}/'>a link of math</mtext></math>`)],
      ["mermaid", labelled(MAP)],
    ] as const
  ) {
    await show(
      shown,
      { name: "artifact.view", arguments: {} },
      resultOf(kind, content, "Pointed at"),
    );
    await settled(shown, kind);
    const frame = kind === "html" ? pageIn(view) : view.frameLocator("main iframe");
    const place = kind === "markdown" ? view.locator("main") : frame;
    for (
      const words of kind === "html"
        ? ["of the page", "of a drawing", "a button"]
        : content.includes("usemap")
        ? ["img[alt=map]"]
        : [content.includes("<math>") ? "of math" : "of the page"]
    ) {
      const at = words.startsWith("img") ? place.locator(words) : place.getByText(words).first();
      await at.hover({ timeout: 2_000, force: true });
      await pause(300);
      await page.mouse.down();
      await pause(200);
      await page.mouse.up();
      await pause(200);
      assertSilent(home, `${kind}: pointed at ${words}`);
    }
    if (content.includes("pointed.") && kind !== "html") {
      await view.getByRole("dialog").getByText(`pointed.${DOMAIN}`, { exact: true }).waitFor();
    }
  }
  await show(
    shown,
    { name: "artifact.view", arguments: {} },
    resultOf("html", links, "Links below"),
  );
  await view.getByText("3 links").click();
  await clickToOpen(
    view.getByRole("button", { name: urlOf("pointed"), exact: false }).first(),
    view.getByRole("dialog").getByText(`pointed.${DOMAIN}`, { exact: true }),
  );
  assertSilent(home, "links below a page");
}

/** @returns the number of requests, by markup and place, that reach the listener without a view */
async function control({ browser, home }: Stage): Promise<string> {
  const silent: string[] = [];
  let ways = 0;
  for (const [name, place] of Object.entries(PLACES)) {
    const all = name === "plain"
      ? { ...WAYS, ...ALONE }
      : { frame: WAYS.frame!, image: WAYS.image! };
    for (const [way, markup] of Object.entries(all)) {
      ways++;
      await openUnguarded(browser, place(markup(urlOf(`${way}-${name}-control`))), home);
      if (!home.names.has(`${way}-${name}-control`)) silent.push(`${way}-${name}`);
    }
  }
  assert.deepEqual(silent, [], "the listener hears of every way");
  await hearScripts({ browser, home });
  await pause(ARRIVES); // browsers retransmit some datagrams
  clear(home);
  return `${ways}`;
}

async function openUnguarded(
  browser: Stage["browser"],
  html: string,
  home: Home,
): Promise<void> {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response(`<!doctype html>${html}`, { headers: { "Content-Type": "text/html" } }),
  );
  const page = await browser.newPage();
  const before = home.names.size;
  await page.goto(`http://127.0.0.1:${server.addr.port}/`, { waitUntil: "commit" }).catch(() => {});
  for (let i = 0; i < 40 && home.names.size === before; i++) await pause(50);
  await page.close();
  await server.shutdown();
}

/** Channels of scripts, including UDP, reach the listener in the control. */
async function hearScripts({ browser, home }: Pick<Stage, "browser" | "home">): Promise<void> {
  const { port } = home;
  const channels: Record<string, string> = {
    fetch: `fetch("${urlOf("fetch-script")}").catch(() => {})`,
    socket: `new WebSocket("wss://socket-script.${DOMAIN}")`,
    beacon: `navigator.sendBeacon("${urlOf("beacon-script")}")`,
    location: `location = "${urlOf("location-script")}"`,
  };
  for (const [channel, code] of Object.entries(channels)) {
    await openUnguarded(browser, `<script>${code}</script>`, home);
    assert.ok(home.names.has(`${channel}-script`), channel);
  }
  const datagrams: Record<string, string> = {
    stun: `const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:${port}" }] });
      peer.createDataChannel("x");
      peer.createOffer().then((offer) => peer.setLocalDescription(offer));`,
    quic: `new WebTransport("https://127.0.0.1:${port}/").ready.catch(() => {});`,
  };
  for (const [channel, code] of Object.entries(datagrams)) {
    home.datagrams = 0;
    await openUnguarded(browser, `<script>${code}</script>`, home);
    assert.ok(home.datagrams > 0, channel);
  }
}
