// Findings as lines of text of a certain width. Knows no terminal but the codes for colours.

import { wrapped } from "../terminal.ts";
import type { Affected, Finding, Outcome } from "./finding.ts";

export interface Style {
  /** Characters in a line; commands, which are to be copied, may be longer. */
  width: number;
  colours: boolean;
}

const CHECK_WIDTH = 15;
const OUTCOME_WIDTH = 8;
const INDENT = " ".repeat(CHECK_WIDTH + OUTCOME_WIDTH);

const COLOURS: Record<Outcome, number> = {
  ok: 32,
  note: 36,
  problem: 31,
  unclear: 33,
  skipped: 90,
};

const WHO: Record<Affected, string> = {
  everyone: "clients",
  browsers: "clients in a browser",
  chatgpt: "ChatGPT",
  claude: "Claude",
};

/** The head of the table. */
export function heading(style: Style): string[] {
  return [row("check", "result", "what was found; for whom it matters; how to mend it", style, 1)];
}

/** The lines of one finding: what it is, whom it hinders, how to mend it. */
export function linesOf(finding: Finding, style: Style): string[] {
  const { check, outcome, found, affects, means, fix } = finding;
  const [first = "", ...more] = wrapped(found, style.width - INDENT.length);
  return [
    row(check, outcome, first, style, COLOURS[outcome]),
    ...more.map((line) => INDENT + line),
    ...(affects && means ? indented(`→ ${WHO[affects]} ${means}`, style) : []),
    ...(fix ? indented(`fix: ${fix.text}`, style) : []),
    ...(fix?.command === undefined ? [] : [`${INDENT}  ${fix.command}`]),
  ];
}

/** One line that says it all. */
export function summary(findings: readonly Finding[]): string {
  const count = (outcome: Outcome) =>
    findings.filter((finding) => finding.outcome === outcome).length;
  const [problems, unclear] = [count("problem"), count("unclear")];
  const verdict = problems > 0
    ? `${problems} ${problems === 1 ? "problem" : "problems"}`
    : unclear > 0
    ? "Nothing is known to be wrong"
    : "All is well";
  const rest = [
    ...(unclear > 0 ? [`${unclear} could not be told`] : []),
    `${count("ok")} ok`,
    `${count("note")} to know`,
    `${count("skipped")} skipped`,
  ];
  return `${verdict}: ${rest.join(", ")}.`;
}

function row(check: string, outcome: string, text: string, style: Style, colour: number): string {
  const middle = outcome.padEnd(OUTCOME_WIDTH);
  const coloured = style.colours ? `\x1b[${colour}m${middle}\x1b[0m` : middle;
  return `${check.padEnd(CHECK_WIDTH)}${coloured}${text}`.trimEnd();
}

function indented(text: string, { width }: Style): string[] {
  return wrapped(text, width - INDENT.length).map((line) => INDENT + line);
}
