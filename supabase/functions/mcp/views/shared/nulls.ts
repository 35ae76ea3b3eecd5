// Removes the nulls that some hosts send for absent members of a message. The SDK's schemas reject such nulls, and the
// view would not get the message.

/** @param message a JSON-RPC message, changed in place. Tool arguments and structured results keep their nulls */
export function removeNulls(message: unknown): void {
  if (!isObject(message)) return;
  for (const part of [message.params, message.result]) {
    if (!isObject(part)) continue;
    strip(part);
  }
}

/** Members whose data the protocol does not define. A null in their data is a value and is kept. */
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
