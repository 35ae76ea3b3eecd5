// Errors that tools report to the model.

/** The message tells the model the problem and the fix. */
export class ToolError extends Error {
  override name = "ToolError";
}
