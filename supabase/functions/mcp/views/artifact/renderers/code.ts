/// <reference lib="dom" />
// Code with line numbers, in colours where the language is known.

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
import { withSigns } from "./signs.ts";

const LANGUAGES: Record<string, LanguageFn> = {
  ...{ bash, c, cpp, csharp, css, diff, dockerfile, go, ini, java, javascript, json, kotlin },
  ...{ markdown, php, python, r, ruby, rust, sql, swift, typescript, xml, yaml },
};
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** Longer texts are shown without colours. */
const MAX_COLOURED = 300_000;
/** Milliseconds for a text. */
const PATIENCE_MS = 200;

/**
 * @param language as the artifact or a fence names it; none, or an unknown one, gives no colours
 * @param deadline by `performance.now()`; what is left then has no colours
 */
export function highlighted(
  text: string,
  language: string | null | undefined,
  deadline = performance.now() + PATIENCE_MS,
): HTMLElement {
  const plain = !language || text.length > MAX_COLOURED || !hljs.getLanguage(language);
  return withSigns(plain ? element("code", {}, text) : coloured(text, language, deadline));
}

/** @param prose whether it is words, not code: some languages need marks that are invisible */
export function numbered(
  text: string,
  language: string | null | undefined,
  prose = false,
): HTMLElement {
  const numbers = element("pre", { class: "numbers", "aria-hidden": "true" });
  const lines = element("pre");
  const more = button("", () => grow(), { class: "more" });
  let [drawn, line] = [0, 0];
  function grow(): void {
    const end = endOfPage(text, drawn);
    const page = text.slice(drawn, end);
    const begun = drawn > 0 && text[drawn - 1] !== "\n";
    const count = page.replace(/\n$/, "").split("\n").length - (begun ? 1 : 0);
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
