// The error that a tool reports to the model.

/** Its message names the problem, then the fix. */
export class ToolError extends Error {
  override name = "ToolError";
}
