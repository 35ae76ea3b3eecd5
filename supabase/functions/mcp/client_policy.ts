// What differs by client: when the server asks for sign-in, and which form of the tool names it
// advertises. A User-Agent is a claim: it never decides whether a token is needed.

import type { NameStyle } from "../_shared/tool_names.ts";

/**
 * When sign-in is asked for: `connect` at the handshake, `call` at the first protected call, `auto` by
 * the client.
 */
export type SignInMode = "auto" | "connect" | "call";

export interface ClientPolicy {
  /** Whether a request without a token is refused although it reads nothing of a user. */
  asksToConnect(method: string, userAgent: string | null): boolean;
  /** The form of the tool names that this client is shown. */
  namesFor(userAgent: string | null): NameStyle;
}

const HANDSHAKES: ReadonlySet<string> = new Set(["initialize", "server/discover"]);

/** @returns the policy of this configuration */
export function createClientPolicy(
  signIn: SignInMode,
  toolNames: NameStyle | "auto",
): ClientPolicy {
  return {
    asksToConnect(method, userAgent) {
      if (signIn === "call" || !HANDSHAKES.has(method)) return false;
      // OpenAI's connector discovers tools without a token and signs in at the first protected call.
      return signIn === "connect" || !isOpenAiConnector(userAgent);
    },
    namesFor(userAgent) {
      if (toolNames !== "auto") return toolNames;
      // The model APIs behind other clients allow only ^[a-zA-Z0-9_-]{1,64}$.
      return isOpenAiConnector(userAgent) ? "dotted" : "underscored";
    },
  };
}

/**
 * Whether this is the connector of ChatGPT and of OpenAI's hosted products: `openai-mcp/1.0.0`, also
 * followed by `(Codex)` or a URL, or a name with the word ChatGPT. Codex CLI is another program with
 * another User-Agent.
 */
export function isOpenAiConnector(userAgent: string | null): boolean {
  return /^openai-mcp(?:[/ ]|$)|\bchatgpt\b/i.test(userAgent ?? "");
}
