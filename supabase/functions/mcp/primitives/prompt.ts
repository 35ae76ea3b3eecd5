// The interface of prompts (MCP, server/prompts). All prompts are public.
// This server has no prompts yet; the server in tests/conformance/fixture does.

import type { ClientInput } from "./client_input.ts";
import type { Content } from "./content.ts";

interface PromptArgument {
  name: string;
  description?: string;
  required?: boolean;
  /** Returns the values that begin with `value` (MCP, server/utilities/completion). */
  complete?(value: string): readonly string[];
}

export interface PromptMessage {
  role: "user" | "assistant";
  content: Content;
}

export interface Prompt {
  name: string;
  title?: string;
  description?: string;
  arguments: readonly PromptArgument[];
  /** @param given the arguments, including every required one */
  messages(
    given: Readonly<Record<string, string>>,
    client: ClientInput,
  ): Promise<readonly PromptMessage[]>;
}
