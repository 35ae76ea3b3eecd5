// What a prompt is to those who serve it (MCP, server/prompts). Prompts are for everybody.

import type { ClientInput } from "./client_input.ts";
import type { Content } from "./content.ts";

export interface PromptArgument {
  name: string;
  description?: string;
  required?: boolean;
  /** Values that begin like this one (MCP, server/utilities/completion). */
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
  /** @param given every required argument is there */
  messages(
    given: Readonly<Record<string, string>>,
    client: ClientInput,
  ): Promise<readonly PromptMessage[]>;
}
