/// <reference lib="dom" />
// The view of one artifact: what artifact.view, create, update and open show.

import { connect, type Host } from "../shared/host.ts";
import { button, element } from "../shared/elements.ts";
import { Problem, problemOfView } from "../shared/problem.ts";
import { confirmLink } from "./confirm_link.ts";
import { factsOf } from "./facts.ts";
import { renderSource, SHOWINGS } from "./renderers/mod.ts";
import { copy, download } from "./save.ts";
import { type Shown, shownBy, versionOf, whole, withMore } from "./shown.ts";
import { versionPicker } from "./versions.ts";

const problem = element("p", { class: "problem", role: "alert" });
const status = element("p", { class: "hidden", role: "status" });
const header = element("header");
const content = element("main", { "aria-busy": "true" }, element("p", { class: "muted" }, "…"));
const footer = element("footer", { class: "row" });
document.body.append(header, problem, content, footer, status);

let shown: Shown | undefined;
let [asSource, scripts] = [false, false];
/** What is drawn may take a while; only what was begun last is shown. */
let drawing = 0;

const host: Host = await connect("artifact view", {
  result: (result) => attempt(async () => show(await shownBy(result, host))),
  problem: (found) => tell(found),
  changed: () => {
    if (shown) attempt(() => show(shown));
  },
});
document.addEventListener("problem", (event) => tell((event as CustomEvent<Problem>).detail));

/** Does something for the person, and tells why if it cannot be done. */
async function attempt(act: () => Promise<void>): Promise<void> {
  problem.textContent = "";
  try {
    await act();
  } catch (error) {
    tell(problemOfView(error));
  }
}

function tell(found: Problem): void {
  problem.textContent = found.message;
  content.ariaBusy = "false";
  if (!shown) content.replaceChildren();
}

async function show(next: Shown | undefined): Promise<void> {
  if (!next) return;
  const mine = ++drawing;
  const showing = SHOWINGS[next.kind];
  if (showing.needsAll && !asSource) next = await whole(host, next);
  const drawn = await draw(next);
  if (mine !== drawing) return;
  shown = next;
  document.title = next.title;
  header.replaceChildren(...headerOf(next));
  content.replaceChildren(drawn);
  content.ariaBusy = "false";
  footer.replaceChildren(...footerOf(next));
}

async function draw(next: Shown): Promise<Node> {
  const { render } = SHOWINGS[next.kind];
  if (asSource) return renderSource(next);
  const open = (url: string) => confirmLink(host.app, url);
  try {
    return await render(next, { host, open, scripts });
  } catch (error) {
    // Not what its kind says: people still see what is there.
    if (!(error instanceof Problem)) throw error;
    const drawn = new DocumentFragment();
    drawn.append(element("p", { class: "problem" }, error.message), renderSource(next));
    return drawn;
  }
}

function headerOf(next: Shown): Node[] {
  const { render, scripts: mayRun } = SHOWINGS[next.kind];
  const choose = (version: number) =>
    attempt(async () => {
      scripts = false; // allowed for what was seen, not for what comes
      await show(await versionOf(host, { ...next, version }));
      status.textContent = `Version ${version}`;
    });
  const toggle = (label: string, on: boolean, flip: () => void) =>
    button(label, () => attempt(async () => (flip(), await show(next))), {
      "aria-pressed": String(on),
    });
  return [
    ...factsOf(host, next),
    element(
      "div",
      { class: "row", role: "group", "aria-label": "Actions" },
      next.id !== undefined &&
        versionPicker(host, { id: next.id, version: next.version }, choose),
      render !== renderSource && toggle("Source", asSource, () => asSource = !asSource),
      mayRun && !asSource && toggle("Run scripts", scripts, () => scripts = !scripts),
      button("Copy", () =>
        attempt(async () => {
          await copy((await whole(host, next)).content);
          status.textContent = "Copied";
        })),
      button(
        "Download",
        () => attempt(async () => await download(host.app, await whole(host, next))),
      ),
      fullScreen(),
    ),
  ];
}

/** Where the host has one: a button to it, and back. */
function fullScreen(): HTMLElement | undefined {
  const { availableDisplayModes, displayMode } = host.app.getHostContext() ?? {};
  if (!availableDisplayModes?.includes("fullscreen")) return undefined;
  const mode = displayMode === "fullscreen" ? "inline" : "fullscreen";
  return button(mode === "inline" ? "Close full screen" : "Full screen", () =>
    attempt(async () => {
      await host.app.requestDisplayMode({ mode });
    }));
}

function footerOf(next: Shown): Node[] {
  if (next.next === undefined) return [];
  const { format } = host;
  const grow = (how: typeof whole) => () => attempt(async () => show(await how(host, next)));
  return [
    element("span", { class: "muted" }, `${format.size(next.next)} of ${format.size(next.size)}`),
    button("Show more", grow(withMore)),
    button("Show all", grow(whole)),
  ];
}
