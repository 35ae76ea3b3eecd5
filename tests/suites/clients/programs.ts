// The programs that the suite runs, in this order.

import { claudeCode, claudeCodeEarlier, claudeCodeRegistering } from "./claude_code.ts";
import { codex, codexRegistering } from "./codex.ts";
import { geminiCli } from "./gemini_cli.ts";
import { INSPECTOR } from "./inspector.ts";
import { INSPECTOR_PAGE } from "./inspector_page.ts";
import type { Program } from "./journey.ts";
import { LIBRARY_PROGRAMS } from "./library/libraries.ts";
import { MCP_REMOTE } from "./mcp_remote.ts";
import { opencode } from "./opencode.ts";

export const PROGRAMS: readonly Program[] = [
  codex,
  codexRegistering,
  claudeCode,
  claudeCodeRegistering,
  claudeCodeEarlier,
  geminiCli,
  opencode,
  ...MCP_REMOTE,
  ...INSPECTOR,
  INSPECTOR_PAGE,
  ...LIBRARY_PROGRAMS,
];
