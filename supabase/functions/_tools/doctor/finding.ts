// Findings: the results of checks, as text for operators and as JSON for programs.

import { type ClientOption, CLIENTS } from "./clients.ts";

/** The clients that a problem affects: all, those in a browser, or the named ones. */
export type Affected = "everyone" | "browsers" | readonly string[];
/** The client that must work (option `--client`); `any` = no particular client. */
export type Audience = "any" | ClientOption;

/**
 * `problem`: affects the audience. `warning`: affects only the named clients, and the audience is `any`.
 * `note`: does not affect the audience. `unclear`: the check has no result. `skipped`: there was nothing to check.
 */
export type Outcome = "ok" | "note" | "warning" | "problem" | "unclear" | "skipped";

/** What the operator should do: a sentence, and a shell command if there is one. */
export interface Fix {
  text: string;
  command?: string;
}

export interface Finding {
  /** Name of the check. supabase/README.md uses the same names. */
  check: string;
  outcome: Outcome;
  /** What the check observed. */
  found: string;
  /** The affected clients. Only findings that {@link problem} creates have this field. */
  affects?: Affected;
  /** What happens to the affected clients; see {@link Consequence}. */
  means?: string;
  fix?: Fix;
}

/** What a problem means for clients, and its fix. */
interface Consequence {
  affects: Affected;
  /** Continues the printed text "clients", "clients in a browser" or "<names of clients>:". */
  means: string;
  fix: Fix;
}

/** Consequence of most problems with the challenge or metadata. The quotation is the clients' error message. */
export const CANNOT_FIND_SIGN_IN =
  "cannot find where to sign in, and report “does not implement OAuth”";

/** A check that passed. */
export function ok(check: string, found: string): Finding {
  return { check, outcome: "ok", found };
}

/** A fact that is worth knowing, but affects no client. */
export function note(check: string, found: string, fix?: Fix): Finding {
  return { check, outcome: "note", found, ...(fix && { fix }) };
}

/** A check that had nothing to check. */
export function skipped(check: string, found: string): Finding {
  return { check, outcome: "skipped", found };
}

/** A check without a result. `fix` says how to get one. */
export function unclear(check: string, found: string, fix: Fix): Finding {
  return { check, outcome: "unclear", found, fix };
}

/** A problem that affects clients. */
export function problem(check: string, found: string, consequence: Consequence): Finding {
  return { check, outcome: "problem", found, ...consequence };
}

/**
 * Adapts a problem's outcome to the audience. If the audience is `any`, a problem of named clients becomes a warning.
 * If the audience is one client, a problem of other clients becomes a note.
 */
export function forAudience(finding: Finding, audience: Audience): Finding {
  const { outcome, affects } = finding;
  if (outcome !== "problem" || affects === undefined || affects === "everyone") return finding;
  if (audience === "any") {
    return affects === "browsers" ? finding : { ...finding, outcome: "warning" };
  }
  return affects.includes(CLIENTS[audience]) ? finding : { ...finding, outcome: "note" };
}

/** Names of the clients that any finding affects, without duplicates. */
export function affectedClients(findings: readonly Finding[]): string[] {
  const problems = findings.filter(({ outcome }) => outcome === "problem" || outcome === "warning");
  return [...new Set(problems.flatMap(({ affects }) => Array.isArray(affects) ? affects : []))];
}

/** 0: no problem. 1: a problem. 3: no problem, but a check without a result. 4: only warnings. */
export function exitStatus(findings: readonly Finding[]): 0 | 1 | 3 | 4 {
  const has = (outcome: Outcome) => findings.some((finding) => finding.outcome === outcome);
  if (has("problem")) return 1;
  if (has("unclear")) return 3;
  return has("warning") ? 4 : 0;
}
