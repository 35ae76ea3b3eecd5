// Client-specific behaviour: when sign-in is requested, and the form of the tool names. The User-Agent is unverified,
// so it never decides whether a token is required.

import type { NameStyle } from "../_shared/tool_names.ts";

/** When to request sign-in: `connect` = at the handshake, `call` = at the first protected call, `auto` = by client. */
export type SignInMode = "auto" | "connect" | "call";

export interface ClientPolicy {
  /** Whether a public request without a token is refused with a challenge. */
  requiresSignIn(method: string, userAgent: string | null): boolean;
  /** The form of the tool names in responses to this client. */
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
      // OpenAI's connector discovers tools without a token and signs in at the first protected call.
      return signIn === "connect" || !isOpenAiConnector(userAgent);
    },
    nameStyleFor(userAgent) {
      if (toolNames !== "auto") return toolNames;
      // The model APIs behind other clients allow only ^[a-zA-Z0-9_-]{1,64}$.
      return isOpenAiConnector(userAgent) ? "dotted" : "underscored";
    },
  };
}

/**
 * Whether the client is the connector of ChatGPT and OpenAI's hosted products. Its User-Agent is
 * `openai-mcp/1.0.0`, optionally followed by `(Codex)` or a URL, or contains the word ChatGPT. Codex CLI is a
 * different client.
 */
export function isOpenAiConnector(userAgent: string | null): boolean {
  return /^openai-mcp(?:[/ ]|$)|\bchatgpt\b/i.test(userAgent ?? "");
}
