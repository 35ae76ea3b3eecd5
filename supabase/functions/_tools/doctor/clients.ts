// Names of MCP clients. The doctor prints them with the problems that affect these clients.

/** Display names of clients, by value of option `--client`. */
export const CLIENTS = {
  "chatgpt": "ChatGPT",
  "claude": "claude.ai",
  "claude-code": "Claude Code",
  "codex": "Codex CLI",
  "gemini": "Gemini CLI",
  "opencode": "opencode",
  "vscode": "VS Code",
  "cursor": "Cursor",
} as const;

/** A value of option `--client`, except `any`. */
export type ClientOption = keyof typeof CLIENTS;

/** The request header by which this project's server recognizes OpenAI's connector. */
export const OPENAI_CONNECTOR = { "User-Agent": "openai-mcp/1.0.0" };

/** Whether option `--client` has a value for the client with this display name. */
export function isSelectable(name: string): boolean {
  return Object.values<string>(CLIENTS).includes(name);
}

/** Whether the text is a value of option `--client`, except `any`. */
export function isClientOption(option: string): option is ClientOption {
  return Object.hasOwn(CLIENTS, option);
}
