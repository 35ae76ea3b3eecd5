// Chooses the call that reads the artifact again after the host dropped the data of a result. A saving tool
// is never repeated: the artifact that it saved is read.
//
// The tool's name decides (`hostContext.toolInfo`, SEP-1865). Hosts may leave it out (modelcontextprotocol/
// ext-apps#492); then the arguments decide: `share` means open, `kind` without a version means create, `id`
// means view or update.

import type { DroppedResult, RecoveryCall } from "../shared/receive.ts";

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
// A quoted title may contain the same words: only a match at the end of a line counts.
const ID_IN_SUMMARY = new RegExp(`\\bid: (${ID.source})$`, "gim");
const VERSION_IN_SUMMARY = /\bis at version (\d+)/g;

const VIEW = "artifact.view";
const OPEN = "artifact.open";
const CREATE = "artifact.create";
const UPDATE = "artifact.update";
/** Tools with this view. Inside the list view, the host names the list tool instead. */
const TOOLS_OF_VIEW: readonly (string | undefined)[] = [VIEW, OPEN, CREATE, UPDATE];

/** @returns `undefined` if nothing names the artifact */
export function recoveryCallFor(
  { tool, input, summary }: DroppedResult,
): RecoveryCall | undefined {
  const calledTool = TOOLS_OF_VIEW.includes(tool) ? tool : toolOf(input);
  if (calledTool === OPEN) return openCall(input.share);
  const id = (calledTool === CREATE ? undefined : idIn(input.id)) ??
    lastIn(summary, ID_IN_SUMMARY);
  if (id === undefined) return undefined;
  const version = calledTool === UPDATE ? lastIn(summary, VERSION_IN_SUMMARY) : input.version;
  return viewCall(id, calledTool === CREATE ? undefined : version);
}

function toolOf(input: DroppedResult["input"]): string {
  if (typeof input.share === "string") return OPEN;
  if ("expected_version" in input) return UPDATE;
  return "kind" in input ? CREATE : VIEW;
}

function openCall(share: unknown): RecoveryCall | undefined {
  return typeof share === "string" ? { name: OPEN, input: { share } } : undefined;
}

function viewCall(id: string, version: unknown): RecoveryCall {
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
