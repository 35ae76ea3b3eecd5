/// <reference lib="dom" />
// The view of a library: what artifact.list shows.

import type { ArtifactSummary } from "../../artifacts/artifact.ts";
import { button, element } from "../shared/elements.ts";
import { connect, type Host } from "../shared/host.ts";
import { type Problem, problemOfView } from "../shared/problem.ts";
import { cardOf } from "./card.ts";
import { openInPlace } from "./in_place.ts";
import { argumentsOf, readingOf } from "./reading.ts";

/** Nobody waits for each letter they type. */
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
/** What the shown page was asked with; the next one is asked with the same. */
let asked: Record<string, unknown> = {};
let request = 0;

const host: Host = await connect("artifact list", {
  result(result) {
    const { cursor: _, ...same } = argumentsOf(host.input);
    asked = same;
    query.value = String(asked.query ?? "");
    show(result as unknown as Page);
  },
  reading: readingOf,
  problem: tell,
});

function tell(found: Problem): void {
  problem.textContent = found.message;
  status.textContent = "";
}

async function search(): Promise<void> {
  const { query: _, ...others } = asked;
  const words = query.value.trim();
  await ask(words === "" ? others : { ...others, query: words }, show);
}

/** @param done gets the answer, unless something else has been asked meanwhile */
async function ask(input: Record<string, unknown>, done: (page: Page) => void): Promise<void> {
  const mine = ++request;
  problem.textContent = "";
  try {
    const page = await host.call("artifact.list", input) as unknown as Page;
    if (mine !== request) return;
    const { cursor: _, ...same } = input;
    asked = same;
    done(page);
  } catch (error) {
    if (mine === request) tell(problemOfView(error));
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
  status.textContent = count === 0
    ? asked.query ? "Nothing matches." : "Nothing is here yet."
    : `${host.format.number(count)}${cursor ? "+" : ""} ${count === 1 ? "artifact" : "artifacts"}`;
  footer.replaceChildren();
  if (cursor === undefined) return;
  footer.append(button("More", () =>
    void ask({ ...asked, cursor }, (page) => {
      append(page);
      cards.length && gallery.children[count]?.querySelector("button")?.focus();
    })));
}

async function open({ id, title }: ArtifactSummary): Promise<void> {
  problem.textContent = "";
  try {
    const frame = await openInPlace(host, id, title);
    const back = button("← Library", () => {
      opened.replaceChildren();
      library.hidden = false;
      gallery.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
    });
    library.hidden = true;
    opened.replaceChildren(back, frame);
    back.focus();
  } catch (error) {
    tell(problemOfView(error));
  }
}
