// The interface of tools for the protocol.

import type { Content } from "./content.ts";
import type { ToolContext } from "./context.ts";
import type { Effect } from "./effect.ts";
import type { JsonObjectSchema } from "./json_schema.ts";
import type { ToolView } from "./tool_view.ts";

/** The OAuth scopes of this server. */
export type Scope = "profile";

/** The scopes that a caller must hold, or `public`. */
export type Requirement = readonly [Scope, ...Scope[]] | "public";

/** The result as structured data, and the same as content blocks. */
export interface ToolOutput {
  structured: Record<string, unknown>;
  content: Content[];
}

export interface Tool {
  /** Canonical dotted name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly requires: Requirement;
  /** Callers with all of these scopes are known to the tool: the required scopes, or a public tool's optional ones. */
  readonly optionalScopes: readonly Scope[];
  readonly effect: Effect;
  readonly view: ToolView | undefined;
  /** Whether views may call the tool, in addition to models. */
  readonly calledByViews: boolean;
  /** JSON Schema 2020-12 of the arguments and of the structured output. */
  readonly inputSchema: JsonObjectSchema;
  readonly outputSchema: JsonObjectSchema;
  /**
   * Runs the tool.
   * @param input the unparsed arguments
   * @throws {ToolError} for invalid arguments, and when the store rejects the call
   * @throws {InputRequired} when the tool needs input from the client
   * @throws {InvalidState} for a forged or corrupted `state`
   */
  call(input: unknown, context: ToolContext): Promise<ToolOutput>;
}
