/// <reference lib="dom" />
// The view of one artifact: shows results of artifact.view, artifact.create, artifact.update and artifact.open.

import { button, element } from "../shared/elements.ts";
import { connect, type Host, otherModeOf } from "../shared/host.ts";
import { displayTitle } from "../shared/plain_text.ts";
import { type Problem, problemOfView } from "../shared/problem.ts";
import { switchScripts } from "./switch_scripts.ts";
import { renderArtifact } from "./render_artifact.ts";
import { summaryLine } from "./summary_line.ts";
import { recoveryCallFor } from "./recovery_call.ts";
import { RENDERERS, renderSource } from "./renderers/mod.ts";
import { replaceKeepingFocus } from "./replace_keeping_focus.ts";
import { loadMoreButtons, progressBar } from "./load_more.ts";
import { copy, download } from "./save.ts";
import {
  loadAll,
  type LoadedArtifact,
  loadFromResult,
  loadVersion,
  type OnProgress,
  readUpTo,
} from "./loaded_artifact.ts";
import { versionPicker } from "./versions.ts";

const problem = element("p", { class: "problem", role: "alert" });
const status = element("p", { class: "hidden", role: "status" });
const header = element("header");
const content = element("main", { "aria-busy": "true" }, element("p", { class: "muted" }, "…"));
const progress = element("p", { class: "row muted progress" });
const footer = element("footer", { class: "row" });
document.body.append(header, problem, content, progress, footer, status);

/** Bytes of content that are loaded without a click: a few pages. */
const FIRST_BYTES = 64 * 1024;

let artifact: LoadedArtifact | undefined;
let asSource = false;
let scripts = false;
/** Number of the latest call of `show`. Results of earlier calls are dropped. */
let latestLoad = 0;
let theme: Host["theme"] | undefined;

const host: Host = await connect("artifact view", {
  // A host may send the result of another tool call. The user's consent to scripts does not extend to that result.
  result: (result) => (scripts = false, void show(() => loadFromResult(result, host))),
  recoveryCall: recoveryCallFor,
  problem: showError,
  contextChanged: () => {
    if (!artifact) return;
    replaceKeepingFocus(header, headerOf(artifact));
    // Only some kinds are rendered for a theme. The others adapt through CSS: rendering again would lose their state.
    if (theme !== host.theme && RENDERERS[artifact.kind].themed) rerender();
  },
});

/** Runs an action and shows the error if it fails. */
async function attempt(act: () => Promise<void>): Promise<void> {
  problem.textContent = "";
  try {
    await act();
  } catch (error) {
    showError(problemOfView(error));
  }
}

function showError(found: Problem): void {
  problem.textContent = found.message;
  progress.replaceChildren();
  content.ariaBusy = "false";
  if (!artifact) content.replaceChildren();
}

/** Loads and renders an artifact. A later call of `show` cancels an earlier one. */
function show(read: (onProgress: OnProgress) => Promise<LoadedArtifact>): Promise<void> {
  const thisLoad = ++latestLoad;
  const isLatest = () => thisLoad === latestLoad;
  const onProgress = (soFar: LoadedArtifact) => {
    if (isLatest()) progress.replaceChildren(...progressBar(host, soFar));
    return isLatest();
  };
  return attempt(async () => {
    let next = await read(onProgress);
    if (RENDERERS[next.kind].needsAll && !asSource) next = await loadAll(host, next, onProgress);
    if (!isLatest()) return;
    const rendered = await renderArtifact(next, { host, scripts, asSource });
    if (!isLatest()) return;
    progress.replaceChildren();
    artifact = next;
    theme = host.theme;
    document.title = displayTitle(next.title);
    replaceKeepingFocus(header, headerOf(next));
    content.replaceChildren(rendered);
    content.ariaBusy = "false";
    replaceKeepingFocus(footer, loadMoreButtons(host, next, (read) => void show(read)));
    void loadFirstPages(next, isLatest);
  });
}

/** Loads content up to {@link FIRST_BYTES}. Errors are ignored, because "Show more" tries again and shows them. */
async function loadFirstPages(first: LoadedArtifact, isLatest: () => boolean): Promise<void> {
  if (first.next === undefined || first.next >= FIRST_BYTES) return;
  const more = await readUpTo(host, first, FIRST_BYTES, isLatest).catch(() => undefined);
  if (more && isLatest()) await show(() => Promise.resolve(more));
}

/** Renders the current artifact again, for example as source. */
async function rerender(): Promise<void> {
  const current = artifact;
  if (current) await show(() => Promise.resolve(current));
}

function headerOf(next: LoadedArtifact): Node[] {
  const { render, scripts: mayRun } = RENDERERS[next.kind];
  const otherMode = otherModeOf(host);
  const choose = async (version: number) => {
    scripts = false; // the user's consent covers one version only
    await show(() => loadVersion(host, { ...next, version }));
    status.textContent = `Version ${version}`;
  };
  const run = (on: boolean) => (scripts = on, void rerender());
  const act = (label: string, click: () => void, at = label, pressed?: boolean) =>
    button(label, click, { "data-at": at, "aria-pressed": pressed?.toString() });
  const toggle = (label: string, on: boolean, flip: () => void) =>
    act(label, () => (flip(), void rerender()), label, on);
  return [
    ...summaryLine(host, next),
    element(
      "div",
      { class: "row", role: "group", "aria-label": "Actions" },
      next.id !== undefined &&
        versionPicker(host, { id: next.id, version: next.version }, choose, showError),
      render !== renderSource && toggle("Source", asSource, () => asSource = !asSource),
      mayRun && !asSource && act("Run scripts", () => switchScripts(scripts, run), "run", scripts),
      act("Copy", () =>
        attempt(async () => {
          await copy((await loadAll(host, next)).content);
          status.textContent = "Copied";
        })),
      act("Download", () => attempt(async () => download(host.app, await loadAll(host, next)))),
      otherMode !== undefined &&
        act(
          otherMode === "inline" ? "Close full screen" : "Full screen",
          () => attempt(async () => void await host.app.requestDisplayMode({ mode: otherMode })),
          "mode",
        ),
    ),
  ];
}
