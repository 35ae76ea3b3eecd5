// Formats findings as lines of text of a given width, optionally with ANSI colours.

import { wrapped } from "../terminal.ts";
import { type Affected, affectedClients, type Finding, type Outcome } from "./finding.ts";

interface Style {
  /** Characters per line. Commands are not wrapped, so that operators can copy them. */
  width: number;
  colours: boolean;
}

const CHECK_WIDTH = 15;
const OUTCOME_WIDTH = 8;
const INDENT = " ".repeat(CHECK_WIDTH + OUTCOME_WIDTH);

const COLOURS: Record<Outcome, number> = {
  ok: 32,
  note: 36,
  warning: 35,
  problem: 31,
  unclear: 33,
  skipped: 90,
};

/** The beginning of the sentence that `means` completes. */
function subject(affects: Affected): string {
  if (affects === "everyone") return "clients";
  return affects === "browsers" ? "clients in a browser" : `${affects.join(", ")}:`;
}

/** The heading of the table. */
export function heading(style: Style): string[] {
  return [row("check", "result", "what was found; which clients are affected; the fix", style, 1)];
}

/** The lines of one finding: the result, the affected clients, the fix. */
export function findingLines(finding: Finding, style: Style): string[] {
  const { check, outcome, found, affects, means, fix } = finding;
  const [first = "", ...more] = wrapped(found, style.width - INDENT.length);
  return [
    row(check, outcome, first, style, COLOURS[outcome]),
    ...more.map((line) => INDENT + line),
    ...(affects && means ? indented(`→ ${subject(affects)} ${means}`, style) : []),
    ...(fix ? indented(`fix: ${fix.text}`, style) : []),
    ...(fix?.command === undefined ? [] : [`${INDENT}  ${fix.command}`]),
  ];
}

/** The verdict and the number of findings per outcome, in one line. */
export function summary(findings: readonly Finding[]): string {
  const count = (outcome: Outcome) =>
    findings.filter((finding) => finding.outcome === outcome).length;
  const unclear = count("unclear");
  const warnings = count("warning");
  const rest = [
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
    ...(unclear > 0 ? [`${unclear} unclear`] : []),
    `${count("ok")} ok`,
    counted(count("note"), "note"),
    `${count("skipped")} skipped`,
  ];
  return `${verdict(count("problem"), warnings, unclear)}: ${rest.join(", ")}.`;
}

function verdict(problems: number, warnings: number, unclear: number): string {
  if (problems > 0) return counted(problems, "problem");
  if (warnings > 0) return "Some clients are affected";
  return unclear > 0 ? "No problem found, but some checks gave no result" : "All is well";
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The lines below the summary, which name all affected clients. */
export function affectedLines(findings: readonly Finding[], { width }: Style): string[] {
  const names = affectedClients(findings);
  return names.length === 0 ? [] : wrapped(`Clients affected: ${names.join(", ")}.`, width);
}

function row(check: string, outcome: string, text: string, style: Style, colour: number): string {
  const middle = outcome.padEnd(OUTCOME_WIDTH);
  const coloured = style.colours ? `\x1b[${colour}m${middle}\x1b[0m` : middle;
  return `${check.padEnd(CHECK_WIDTH)}${coloured}${text}`.trimEnd();
}

function indented(text: string, { width }: Style): string[] {
  return wrapped(text, width - INDENT.length).map((line) => INDENT + line);
}
