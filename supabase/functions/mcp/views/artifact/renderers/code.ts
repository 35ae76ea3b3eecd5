/// <reference lib="dom" />
// Renders code with line numbers, and with syntax highlighting for known languages.

import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import markdown from "highlight.js/lib/languages/markdown";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import type { LanguageFn } from "highlight.js";
import { button, element } from "../../shared/elements.ts";
import { coloured } from "./coloured.ts";
import { endOfPage } from "./pages_of_text.ts";
import { markInvisible } from "./signs.ts";

const LANGUAGES: Record<string, LanguageFn> = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  markdown,
  php,
  python,
  r,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** Characters. Longer texts are not highlighted. */
const MAX_COLOURED = 300_000;
/** Time limit for highlighting one text. */
const TIME_LIMIT_MS = 200;

/**
 * Returns a `code` element with the text, and with signs for invisible characters.
 * @param language as the artifact or a code fence names it; absent or unknown = no highlighting
 * @param deadline a time of `performance.now()`; the rest of the text stays plain after the deadline
 */
export function highlighted(
  text: string,
  language: string | null | undefined,
  deadline = performance.now() + TIME_LIMIT_MS,
): HTMLElement {
  const plain = !language || text.length > MAX_COLOURED || !hljs.getLanguage(language);
  return markInvisible(plain ? element("code", {}, text) : coloured(text, language, deadline));
}

/**
 * Returns the text with line numbers, page by page.
 * @param prose whether the text is prose: its invisible characters are not marked, because some languages need them
 */
export function numbered(
  text: string,
  language: string | null | undefined,
  prose = false,
): HTMLElement {
  const numbers = element("pre", { class: "numbers", "aria-hidden": "true" });
  const lines = element("pre");
  const more = button("", () => grow(), { class: "more" });
  let drawn = 0;
  let line = 0;
  function grow(): void {
    const end = endOfPage(text, drawn);
    const page = text.slice(drawn, end);
    const continuesLine = drawn > 0 && text[drawn - 1] !== "\n";
    const count = page.replace(/\n$/, "").split("\n").length - (continuesLine ? 1 : 0);
    numbers.append(Array.from({ length: count }, () => (line++ > 0 ? "\n" : "") + line).join(""));
    lines.append(prose ? element("code", {}, page) : highlighted(page, language));
    drawn = end;
    more.textContent = `${text.length - end} more characters`;
    more.hidden = end === text.length;
  }
  grow();
  return element(
    "div",
    {},
    element(
      "div",
      { class: "code", tabindex: "0", role: "region", "aria-label": "Source" },
      numbers,
      lines,
    ),
    more,
  );
}
