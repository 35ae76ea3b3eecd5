// Removes the nulls that some hosts send for absent members. The protocol's schemas reject them, so the view
// would never receive the message.

/** @param message a JSON-RPC message, changed in place; tool arguments and results keep their nulls */
export function removeNulls(message: unknown): void {
  if (!isObject(message)) return;
  for (const part of [message.params, message.result]) {
    if (!isObject(part)) continue;
    strip(part);
  }
}

/** Members with data that the protocol does not define. A null in them is a value, so it is kept. */
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
