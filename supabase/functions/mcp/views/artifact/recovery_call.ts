// Chooses the tool call that reads the artifact again, after the host dropped the data of a tool result. After
// artifact.create and artifact.update, the call reads the saved artifact: nothing is saved twice.
//
// The choice depends on the name of the called tool (`hostContext.toolInfo`, SEP-1865). Hosts may leave the name out
// (modelcontextprotocol/ext-apps#492). Then the arguments tell the tool: `share` means open, `expected_version` update,
// `kind` create, and otherwise view.

import type { DroppedResult, RecoveryCall } from "../shared/receive.ts";

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
// A title in the summary may contain `id: …`, too. A title is quoted, so only a match at the end of a line counts.
const ID_IN_SUMMARY = new RegExp(`\\bid: (${ID.source})$`, "gim");
const VERSION_IN_SUMMARY = /\bis at version (\d+)/g;

const VIEW = "artifact.view";
const OPEN = "artifact.open";
const CREATE = "artifact.create";
const UPDATE = "artifact.update";
/** The tools whose results this view shows. Inside the list view, the host names artifact.list instead. */
const TOOLS_OF_VIEW: readonly (string | undefined)[] = [VIEW, OPEN, CREATE, UPDATE];

/** @returns `undefined` if neither the arguments nor the summary name an artifact */
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
