// Client-specific behaviour: when sign-in is requested, and the form of tool names. Clients are recognized by their
// User-Agent, which can be forged. A protected call therefore requires a token from every client.

import type { NameStyle } from "../_shared/tool_names.ts";

/**
 * When to request sign-in: at the handshake (`connect`), at the first protected call (`call`), or by client (`auto`).
 */
export type SignInMode = "auto" | "connect" | "call";

export interface ClientPolicy {
  /** Whether a public request without a token is refused with a challenge, so that the client starts sign-in. */
  requiresSignIn(method: string, userAgent: string | null): boolean;
  /** Whether this client gets tool names with dots or with underscores. */
  nameStyleFor(userAgent: string | null): NameStyle;
}

const HANDSHAKES: ReadonlySet<string> = new Set(["initialize", "server/discover"]);

export function createClientPolicy(
  signIn: SignInMode,
  toolNames: NameStyle | "auto",
): ClientPolicy {
  return {
    requiresSignIn(method, userAgent) {
      if (signIn === "call" || !HANDSHAKES.has(method)) return false;
      // OpenAI's connector must get its list of tools without a token: it signs in at the first protected call.
      return signIn === "connect" || !isOpenAiConnector(userAgent);
    },
    nameStyleFor(userAgent) {
      if (toolNames !== "auto") return toolNames;
      // Other clients get underscores: their model APIs allow only names that match ^[a-zA-Z0-9_-]{1,64}$.
      return isOpenAiConnector(userAgent) ? "dotted" : "underscored";
    },
  };
}

/**
 * Whether the client is the connector of ChatGPT and OpenAI's hosted products. Its User-Agent is `openai-mcp/1.0.0`,
 * optionally followed by `(Codex)` or a URL, or contains the word ChatGPT. Codex CLI sends another User-Agent and is
 * not included.
 */
export function isOpenAiConnector(userAgent: string | null): boolean {
  return /^openai-mcp(?:[/ ]|$)|\bchatgpt\b/i.test(userAgent ?? "");
}
