// Client programs by the names that people know; faults name the programs they affect.

/** Programs that `--client` takes, and their names. */
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

/** One of them, as it is typed. */
export type ClientOption = keyof typeof CLIENTS;

/** What OpenAI's connector sends; servers answer it in its own dialect. */
export const OPENAI_CONNECTOR = { "User-Agent": "openai-mcp/1.0.0" };

/** Whether `--client` can be asked for this program. */
export function isSelectable(name: string): boolean {
  return Object.values<string>(CLIENTS).includes(name);
}

/** The option, if there is such a client. */
export function isClientOption(option: string): option is ClientOption {
  return Object.hasOwn(CLIENTS, option);
}
