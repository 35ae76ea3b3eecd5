// The tool floor's refusal.

/** A refusal whose message is written for the model: what is wrong and what to do about it. */
export class ToolError extends Error {
  override name = "ToolError";
}
