/// <reference lib="dom" />
// The view of one artifact: what artifact.view, create, update and open show.

import { button, element } from "../shared/elements.ts";
import { connect, type Host, otherModeOf } from "../shared/host.ts";
import { shownTitle } from "../shared/plain_text.ts";
import { type Problem, problemOfView } from "../shared/problem.ts";
import { switchScripts } from "./switch_scripts.ts";
import { drawn } from "./drawn.ts";
import { factsOf } from "./facts.ts";
import { readingOf } from "./reading.ts";
import { renderSource, SHOWINGS } from "./renderers/mod.ts";
import { replace } from "./replace.ts";
import { progressOf, restOf } from "./rest.ts";
import { copy, download } from "./save.ts";
import { type Progress, readTo, type Shown, shownBy, versionOf, whole } from "./shown.ts";
import { versionPicker } from "./versions.ts";

const problem = element("p", { class: "problem", role: "alert" });
const status = element("p", { class: "hidden", role: "status" });
const header = element("header");
const content = element("main", { "aria-busy": "true" }, element("p", { class: "muted" }, "…"));
const progress = element("p", { class: "row muted progress" });
const footer = element("footer", { class: "row" });
document.body.append(header, problem, content, progress, footer, status);

/** Shown without a click, in bytes: a few pages. */
const FIRST_BYTES = 64 * 1024;

let shown: Shown | undefined;
let [asSource, scripts] = [false, false];
/** Reading and drawing take a while; only what was begun last is shown. */
let begun = 0;
let theme: Host["theme"] | undefined;

const host: Host = await connect("artifact view", {
  result: (result) => void show(() => shownBy(result, host)),
  reading: readingOf,
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
  progress.replaceChildren();
  content.ariaBusy = "false";
  if (!shown) content.replaceChildren();
}

/** Shows what comes of reading, unless something else is asked for meanwhile. */
function show(read: (each: Progress) => Promise<Shown>): Promise<void> {
  const mine = ++begun;
  const each = (soFar: Shown) => {
    if (mine !== begun) return false;
    progress.replaceChildren(...progressOf(host, soFar));
    return true;
  };
  return attempt(async () => {
    let next = await read(each);
    if (SHOWINGS[next.kind].needsAll && !asSource) next = await whole(host, next, each);
    if (mine !== begun) return;
    const made = await drawn(next, { host, scripts, asSource });
    if (mine !== begun) return;
    progress.replaceChildren();
    [shown, theme] = [next, host.theme];
    document.title = shownTitle(next.title);
    replace(header, headerOf(next));
    content.replaceChildren(made);
    content.ariaBusy = "false";
    replace(footer, restOf(host, next, (read) => void show(read)));
    void readOn(next, mine);
  });
}

/** Adds what belongs to the first pages. No one asked for it: a failure is left to "Show more". */
async function readOn(first: Shown, mine: number): Promise<void> {
  if (first.next === undefined || first.next >= FIRST_BYTES) return;
  const more = await readTo(host, first, FIRST_BYTES, () => mine === begun).catch(() => undefined);
  if (more && mine === begun) await show(() => Promise.resolve(more));
}

/** Shows the same in another way. */
async function again(): Promise<void> {
  const same = shown;
  if (same) await show(() => Promise.resolve(same));
}

function headerOf(next: Shown): Node[] {
  const { render, scripts: mayRun } = SHOWINGS[next.kind];
  const otherMode = otherModeOf(host);
  const choose = async (version: number) => {
    scripts = false; // allowed for what was seen, not for what comes
    await show(() => versionOf(host, { ...next, version }));
    status.textContent = `Version ${version}`;
  };
  const run = (on: boolean) => (scripts = on, void again());
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
      mayRun && !asSource && act("Run scripts", () => switchScripts(scripts, run), "run", scripts),
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
