// A tool's view (MCP Apps, SEP-1865), which hosts show instead of the text result.

export interface ToolView {
  /** The view's resource, `ui://…`. */
  uri: string;
  /** ChatGPT's status text during and after the call. */
  invoking: string;
  invoked: string;
}
