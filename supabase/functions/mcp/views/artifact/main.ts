/// <reference lib="dom" />
// The view of one artifact: what artifact.view, create, update and open show.

import { button, element } from "../shared/elements.ts";
import { connect, type Host, otherModeOf } from "../shared/host.ts";
import { Problem, problemOfView } from "../shared/problem.ts";
import { confirmLink } from "./confirm_link.ts";
import { factsOf } from "./facts.ts";
import { replace } from "./replace.ts";
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
/** Reading and drawing take a while; only what was begun last is shown. */
let begun = 0;
let theme: Host["theme"] | undefined;

const host: Host = await connect("artifact view", {
  result: (result) => show(() => shownBy(result, host)),
  problem: tell,
  changed: () => {
    if (!shown) return;
    replace(header, headerOf(shown));
    // All else follows the theme by itself, and would forget what is folded, sorted and running.
    if (theme !== host.theme && SHOWINGS[shown.kind].themed) again();
  },
});

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

/** Shows what comes of reading, unless something else is asked for meanwhile. */
function show(read: () => Promise<Shown>): Promise<void> {
  const mine = ++begun;
  return attempt(async () => {
    let next = await read();
    if (SHOWINGS[next.kind].needsAll && !asSource) next = await whole(host, next);
    const drawn = await draw(next);
    if (mine !== begun) return;
    [shown, theme] = [next, host.theme];
    document.title = next.title;
    replace(header, headerOf(next));
    content.replaceChildren(drawn);
    content.ariaBusy = "false";
    replace(footer, footerOf(next));
  });
}

/** Shows the same in another way. */
async function again(): Promise<void> {
  const same = shown;
  if (same) await show(() => Promise.resolve(same));
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
  const otherMode = otherModeOf(host);
  const choose = async (version: number) => {
    scripts = false; // allowed for what was seen, not for what comes
    await show(() => versionOf(host, { ...next, version }));
    status.textContent = `Version ${version}`;
  };
  const act = (label: string, click: () => void, at = label, pressed?: boolean) =>
    button(label, click, { "data-at": at, "aria-pressed": pressed?.toString() });
  const toggle = (label: string, on: boolean, flip: () => void) =>
    act(label, () => (flip(), void again()), label, on);
  return [
    ...factsOf(host, next),
    element(
      "div",
      { class: "row", role: "group", "aria-label": "Actions" },
      next.id !== undefined &&
        versionPicker(host, { id: next.id, version: next.version }, choose, tell),
      render !== renderSource && toggle("Source", asSource, () => asSource = !asSource),
      mayRun && !asSource && toggle("Run scripts", scripts, () => scripts = !scripts),
      act("Copy", () =>
        attempt(async () => {
          await copy((await whole(host, next)).content);
          status.textContent = "Copied";
        })),
      act("Download", () => attempt(async () => download(host.app, await whole(host, next)))),
      otherMode !== undefined &&
        act(
          otherMode === "inline" ? "Close full screen" : "Full screen",
          () =>
            attempt(async () => {
              await host.app.requestDisplayMode({ mode: otherMode });
            }),
          "mode",
        ),
    ),
  ];
}

function footerOf(next: Shown): Node[] {
  if (next.next === undefined) return [];
  const { format } = host;
  const grow = (label: string, how: typeof whole) =>
    button(label, () => void show(() => how(host, next)), { "data-at": label });
  return [
    element("span", { class: "muted" }, `${format.size(next.next)} of ${format.size(next.size)}`),
    grow("Show more", withMore),
    grow("Show all", whole),
  ];
}
