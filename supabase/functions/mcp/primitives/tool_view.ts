// A tool's view: a page that hosts show instead of the text result (MCP Apps, SEP-1865).

export interface ToolView {
  /** URI of the view's resource, `ui://…`. */
  uri: string;
  /** ChatGPT's status texts: `invoking` during the call, `invoked` after it. */
  invoking: string;
  invoked: string;
}
