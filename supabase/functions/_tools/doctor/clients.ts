// Display names of MCP clients; problems name the clients that they affect.

/** Values of `--client`, and the display name of each. */
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

/** A value of `--client`. */
export type ClientOption = keyof typeof CLIENTS;

/** The User-Agent of OpenAI's connector; this project's server treats it differently. */
export const OPENAI_CONNECTOR = { "User-Agent": "openai-mcp/1.0.0" };

/** Whether `--client` can select the client with this display name. */
export function isSelectable(name: string): boolean {
  return Object.values<string>(CLIENTS).includes(name);
}

/** Whether the text is a value of `--client`. */
export function isClientOption(option: string): option is ClientOption {
  return Object.hasOwn(CLIENTS, option);
}
