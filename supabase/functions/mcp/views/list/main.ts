/// <reference lib="dom" />
// The list view: shows results of artifact.list, and searches the library.

import type { ArtifactSummary } from "../../artifacts/artifact.ts";
import { button, element } from "../shared/elements.ts";
import { connect, type Host } from "../shared/host.ts";
import { type Problem, problemOfView } from "../shared/problem.ts";
import { cardOf } from "./card.ts";
import { openInPlace } from "./in_place.ts";
import { argumentsOf, recoveryCallFor } from "./recovery_call.ts";

/** Pause in typing after which the search starts. */
const PAUSE_MS = 300;

interface Page {
  artifacts: (ArtifactSummary & { excerpt?: string })[];
  next_cursor?: string;
}

const problem = element("p", { class: "problem", role: "alert" });
const status = element("p", { class: "muted", role: "status" }, "…");
const query = element("input", {
  type: "search",
  id: "query",
  placeholder: "Search titles and contents",
  "aria-label": "Search",
  maxlength: "1000",
  input: () => {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE_MS);
  },
});
const gallery = element("ul", { class: "gallery" });
const footer = element("footer");
const library = element("div", {}, element("search", {}, query), problem, status, gallery, footer);
const opened = element("div");
document.body.append(
  element("main", {}, element("h1", { class: "hidden" }, "Library"), library, opened),
);

let pause: ReturnType<typeof setTimeout> | undefined;
/** The arguments of the shown list, without a cursor. The next page is loaded with the same arguments. */
let lastInput: Record<string, unknown> = {};
let latestRequest = 0;

const host: Host = await connect("artifact list", {
  result(result) {
    const { cursor: _, ...same } = argumentsOf(host.input);
    lastInput = same;
    query.value = String(lastInput.query ?? "");
    show(result as unknown as Page);
  },
  recoveryCall: recoveryCallFor,
  problem: showError,
});

function showError(found: Problem): void {
  problem.textContent = found.message;
  status.textContent = "";
}

async function search(): Promise<void> {
  const { query: _, ...others } = lastInput;
  const words = query.value.trim();
  await loadPage(words === "" ? others : { ...others, query: words }, show);
}

/** @param done called with the loaded page, unless another request was sent meanwhile */
async function loadPage(input: Record<string, unknown>, done: (page: Page) => void): Promise<void> {
  const thisRequest = ++latestRequest;
  problem.textContent = "";
  try {
    const page = await host.call("artifact.list", input) as unknown as Page;
    if (thisRequest !== latestRequest) return;
    const { cursor: _, ...same } = input;
    lastInput = same;
    done(page);
  } catch (error) {
    if (thisRequest === latestRequest) showError(problemOfView(error));
  }
}

function show(page: Page): void {
  gallery.replaceChildren();
  append(page);
}

function append({ artifacts, next_cursor: cursor }: Page): void {
  const cards = artifacts.map((artifact) => cardOf(host.format, artifact, () => open(artifact)));
  gallery.append(...cards);
  const count = gallery.children.length;
  status.textContent = statusOf(count, cursor !== undefined);
  footer.replaceChildren();
  if (cursor === undefined) return;
  footer.append(button("More", () =>
    void loadPage({ ...lastInput, cursor }, (page) => {
      append(page);
      gallery.children[count]?.querySelector("button")?.focus();
    })));
}

function statusOf(count: number, hasMore: boolean): string {
  if (count === 0) return lastInput.query ? "Nothing matches." : "There are no artifacts here yet.";
  return `${host.format.number(count)}${hasMore ? "+" : ""} ${
    count === 1 ? "artifact" : "artifacts"
  }`;
}

async function open({ id, title }: ArtifactSummary): Promise<void> {
  problem.textContent = "";
  try {
    await openInPlace(host, id, title, (frame) => {
      const back = button("← Library", () => {
        opened.replaceChildren();
        library.hidden = false;
        gallery.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
      });
      library.hidden = true;
      opened.replaceChildren(back, frame);
      back.focus();
    });
  } catch (error) {
    showError(problemOfView(error));
  }
}
