// What a check found: in words for whoever runs the server, and in a form that a program can read.

/** Whom a fault hinders. */
export type Affected = "everyone" | "browsers" | "chatgpt" | "claude";
/** Whom the server is meant for; `any` = clients in general. */
export type Audience = "any" | "chatgpt" | "claude";

/** `note`: worth knowing, hinders nobody it is meant for. `unclear`: it could not be told. */
export type Outcome = "ok" | "note" | "problem" | "unclear" | "skipped";

/** How to mend it: a sentence and, where one does it, the command. */
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
  /** Of a fault: whom it hinders, and in what. */
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
 * @param means in what it hinders those: what follows "clients"
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

/** It hinders nobody, and somebody may want to know. */
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

/** It hinders somebody. */
export function problem(check: string, found: string, fault: Fault): Finding {
  return { check, outcome: "problem", found, ...fault };
}

/**
 * Makes a note of every fault that hinders only others. For clients in general, what a single one of them
 * asks for is a note, and what all clients in browsers need is not.
 */
export function forAudience(finding: Finding, audience: Audience): Finding {
  const { outcome, affects } = finding;
  if (outcome !== "problem" || affects === undefined || affects === "everyone") return finding;
  const matters = audience === "any" ? affects === "browsers" : affects === audience;
  return matters ? finding : { ...finding, outcome: "note" };
}

/** 0: fine. 1: something is wrong. 3: nothing is known to be wrong, and not all could be told. */
export function exitStatus(findings: readonly Finding[]): 0 | 1 | 3 {
  const has = (outcome: Outcome) => findings.some((finding) => finding.outcome === outcome);
  return has("problem") ? 1 : has("unclear") ? 3 : 0;
}
