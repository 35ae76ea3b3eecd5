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
import { element } from "../../shared/elements.ts";

const LANGUAGES: Record<string, LanguageFn> = {
  ...{ bash, c, cpp, csharp, css, diff, dockerfile, go, ini, java, javascript, json, kotlin },
  ...{ markdown, php, python, r, ruby, rust, sql, swift, typescript, xml, yaml },
};
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** Longer texts are shown without colours: they would take seconds. */
const MAX_COLOURED = 300_000;

/** @param language as the artifact or a fence names it; none, or an unknown one, gives no colours */
export function highlighted(text: string, language: string | null | undefined): HTMLElement {
  const code = element("code");
  if (!language || text.length > MAX_COLOURED || !hljs.getLanguage(language)) {
    code.textContent = text;
    return code;
  }
  // The highlighter escapes what it is given; its own spans are all the markup there is.
  code.innerHTML = hljs.highlight(text, { language, ignoreIllegals: true }).value;
  return code;
}

export function numbered(text: string, language: string | null | undefined): HTMLElement {
  const lines = text.replace(/\n$/, "").split("\n").length;
  const numbers = Array.from({ length: lines }, (_, i) => i + 1).join("\n");
  return element(
    "div",
    { class: "code", tabindex: "0", role: "region", "aria-label": "Source" },
    element("pre", { class: "numbers", "aria-hidden": "true" }, numbers),
    element("pre", {}, highlighted(text, language)),
  );
}
