// Removes the nulls that some hosts write for absent members. Schemas of the protocol refuse them, and the
// view would never see the message.

/** @param message of JSON-RPC, changed in place; data that a tool gets or gives keeps its nulls */
export function removeNulls(message: unknown): void {
  if (!isObject(message)) return;
  for (const part of [message.params, message.result]) {
    if (!isObject(part)) continue;
    strip(part);
  }
}

/** Members whose nulls mean something: they are not the protocol's. */
const DATA: ReadonlySet<string> = new Set(["structuredContent", "arguments", "_meta"]);

function strip(object: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(object)) {
    if (value === null) delete object[name];
    else if (isObject(value) && !DATA.has(name)) strip(value);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
