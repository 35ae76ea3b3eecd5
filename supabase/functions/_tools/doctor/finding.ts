// What a check found: in words for operators, and in a form that a program can read.

import { type ClientOption, CLIENTS } from "./clients.ts";

/** Whom a fault affects: all clients, pages in a browser, or the programs that are named. */
export type Affected = "everyone" | "browsers" | readonly string[];
/** Whom the server is meant for; `any` = clients in general. */
export type Audience = "any" | ClientOption;

/**
 * `note`: worth knowing, affects no client the server is meant for. `warning`: affects the programs it names, of
 * which none was asked for. `unclear`: it could not be told.
 */
export type Outcome = "ok" | "note" | "warning" | "problem" | "unclear" | "skipped";

/** A sentence, and the command where one exists. */
export interface Fix {
  text: string;
  command?: string;
}

export interface Finding {
  /** Name of the check, as the README's table has it. */
  check: string;
  outcome: Outcome;
  /** What was seen. */
  found: string;
  /** Of a fault: whom it affects, and how. */
  affects?: Affected;
  means?: string;
  fix?: Fix;
}

/** A fault, before it is known whether it matters to those the server is meant for. */
export interface Fault {
  affects: Affected;
  means: string;
  fix: Fix;
}

/**
 * A fault of the server's, or of what stands around it.
 * @param means in what it affects those: what follows "clients", or "<names>:"
 */
export function fault(affects: Affected, means: string, fix: Fix): Fault {
  return { affects, means, fix };
}

/** What most faults of the way to sign-in come to, in the words that connectors have for it. */
export const CANNOT_FIND_SIGN_IN = "cannot find where to sign in: “does not implement OAuth”";

/** It is as it must be. */
export function ok(check: string, found: string): Finding {
  return { check, outcome: "ok", found };
}

/** It affects no client, and is worth knowing. */
export function note(check: string, found: string, fix?: Fix): Finding {
  return { check, outcome: "note", found, ...(fix && { fix }) };
}

/** There was nothing to look at. */
export function skipped(check: string, found: string): Finding {
  return { check, outcome: "skipped", found };
}

/** "Cannot tell" is no "no": says what would make it possible to tell. */
export function unclear(check: string, found: string, fix: Fix): Finding {
  return { check, outcome: "unclear", found, fix };
}

/** It affects clients. */
export function problem(check: string, found: string, fault: Fault): Finding {
  return { check, outcome: "problem", found, ...fault };
}

/**
 * Grades a fault by the clients that the server is meant for. For clients in general, a fault of named programs is a
 * warning; for one client, what affects only others is a note.
 */
export function forAudience(finding: Finding, audience: Audience): Finding {
  const { outcome, affects } = finding;
  if (outcome !== "problem" || affects === undefined || affects === "everyone") return finding;
  if (audience === "any") {
    return affects === "browsers" ? finding : { ...finding, outcome: "warning" };
  }
  return affects.includes(CLIENTS[audience]) ? finding : { ...finding, outcome: "note" };
}

/** The programs that faults name, each once. */
export function affectedClients(findings: readonly Finding[]): string[] {
  const faults = findings.filter(({ outcome }) => outcome === "problem" || outcome === "warning");
  return [...new Set(faults.flatMap(({ affects }) => Array.isArray(affects) ? affects : []))];
}

/** 0: fine. 1: something is wrong. 3: not all could be told. 4: right for some clients, and not for all. */
export function exitStatus(findings: readonly Finding[]): 0 | 1 | 3 | 4 {
  const has = (outcome: Outcome) => findings.some((finding) => finding.outcome === outcome);
  return has("problem") ? 1 : has("unclear") ? 3 : has("warning") ? 4 : 0;
}
