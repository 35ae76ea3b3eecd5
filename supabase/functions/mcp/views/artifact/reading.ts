// Which call reads the artifact of a result whose data the host dropped. What saved is never called again:
// the artifact it saved is read.
//
// The tool's name decides (`hostContext.toolInfo`, SEP-1865); hosts may leave it out (modelcontextprotocol/
// ext-apps#492), and then the arguments decide: a share was opened, a kind without a version was created,
// an id was viewed or updated.

import type { Lost, Reading } from "../shared/receive.ts";

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
// A title may hold the same words, in quotes: only the end of a line counts.
const SAID_ID = new RegExp(`\\bid: (${ID.source})$`, "gim");
const SAID_VERSION = /\bis at version (\d+)/g;

const [VIEW, OPEN, CREATE, UPDATE] = [
  "artifact.view",
  "artifact.open",
  "artifact.create",
  "artifact.update",
] as const;
/** What this view is shown for. Inside a library the host names the library's tool. */
const SHOWN_FOR: readonly (string | undefined)[] = [VIEW, OPEN, CREATE, UPDATE];

/** @returns `undefined` when nothing names the artifact */
export function readingOf(
  { tool, input, sentence }: Lost,
): Reading | undefined {
  const does = SHOWN_FOR.includes(tool) ? tool : toolOf(input);
  if (does === OPEN) return opening(input.share);
  const id = (does === CREATE ? undefined : idIn(input.id)) ??
    lastIn(sentence, SAID_ID);
  if (id === undefined) return undefined;
  const version = does === UPDATE ? lastIn(sentence, SAID_VERSION) : input.version;
  return viewing(id, does === CREATE ? undefined : version);
}

function toolOf(input: Lost["input"]): string {
  if (typeof input.share === "string") return OPEN;
  if ("expected_version" in input) return UPDATE;
  return "kind" in input ? CREATE : VIEW;
}

function opening(share: unknown): Reading | undefined {
  return typeof share === "string" ? { name: OPEN, input: { share } } : undefined;
}

function viewing(id: string, version: unknown): Reading {
  const number = Number(version ?? 0);
  const known = Number.isSafeInteger(number) && number > 0;
  return { name: VIEW, input: { id, ...(known && { version: number }) } };
}

function idIn(value: unknown): string | undefined {
  return typeof value === "string" ? ID.exec(value)?.[0] : undefined;
}

function lastIn(text: string, pattern: RegExp): string | undefined {
  return [...text.matchAll(pattern)].at(-1)?.[1];
}
