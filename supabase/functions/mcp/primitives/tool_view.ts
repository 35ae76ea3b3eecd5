// What a tool says of the view of its results.

/** What hosts that can show more than text show of a result (MCP Apps, SEP-1865). */
export interface ToolView {
  /** `ui://…`, where the view is read. */
  uri: string;
  /** What ChatGPT says while the tool runs, and when it has. */
  invoking: string;
  invoked: string;
}
