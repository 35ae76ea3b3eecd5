// What a check found, as text for operators and as data for programs.

import { type ClientOption, CLIENTS } from "./clients.ts";

/** Which clients a problem affects: all, those in a browser, or the named ones. */
export type Affected = "everyone" | "browsers" | readonly string[];
/** The client that the server must work with; `any` = clients in general. */
export type Audience = "any" | ClientOption;

/**
 * `note`: affects no client in the audience. `warning`: affects the named clients, while the audience is `any`.
 * `unclear`: the check could not reach a result.
 */
export type Outcome = "ok" | "note" | "warning" | "problem" | "unclear" | "skipped";

/** A sentence, and the command if there is one. */
export interface Fix {
  text: string;
  command?: string;
}

export interface Finding {
  /** Name of the check, as the README's table has it. */
  check: string;
  outcome: Outcome;
  /** What the check observed. */
  found: string;
  /** Problems only: which clients are affected, and how. */
  affects?: Affected;
  means?: string;
  fix?: Fix;
}

/** The consequences of a problem, before it is graded for the audience. */
interface Consequence {
  affects: Affected;
  /** Completes the sentence "clients …", or "<names>: …". */
  means: string;
  fix: Fix;
}

/** The consequence of most problems with the challenge or metadata, in the words that connectors show. */
export const CANNOT_FIND_SIGN_IN = "cannot find where to sign in: “does not implement OAuth”";

/** The check passed. */
export function ok(check: string, found: string): Finding {
  return { check, outcome: "ok", found };
}

/** Worth knowing, but affects no client. */
export function note(check: string, found: string, fix?: Fix): Finding {
  return { check, outcome: "note", found, ...(fix && { fix }) };
}

/** There was nothing to check. */
export function skipped(check: string, found: string): Finding {
  return { check, outcome: "skipped", found };
}

/** No result; `fix` says how to get one. */
export function unclear(check: string, found: string, fix: Fix): Finding {
  return { check, outcome: "unclear", found, fix };
}

/** Affects clients. */
export function problem(check: string, found: string, consequence: Consequence): Finding {
  return { check, outcome: "problem", found, ...consequence };
}

/**
 * Grades a problem for the audience. For `any`, a problem of named clients is a warning; for one client, a problem of
 * other clients is a note.
 */
export function forAudience(finding: Finding, audience: Audience): Finding {
  const { outcome, affects } = finding;
  if (outcome !== "problem" || affects === undefined || affects === "everyone") return finding;
  if (audience === "any") {
    return affects === "browsers" ? finding : { ...finding, outcome: "warning" };
  }
  return affects.includes(CLIENTS[audience]) ? finding : { ...finding, outcome: "note" };
}

/** The names of affected clients, each once. */
export function affectedClients(findings: readonly Finding[]): string[] {
  const problems = findings.filter(({ outcome }) => outcome === "problem" || outcome === "warning");
  return [...new Set(problems.flatMap(({ affects }) => Array.isArray(affects) ? affects : []))];
}

/** 0: no problem. 1: a problem. 3: a check without result. 4: a warning, so some clients are affected. */
export function exitStatus(findings: readonly Finding[]): 0 | 1 | 3 | 4 {
  const has = (outcome: Outcome) => findings.some((finding) => finding.outcome === outcome);
  if (has("problem")) return 1;
  if (has("unclear")) return 3;
  return has("warning") ? 4 : 0;
}
