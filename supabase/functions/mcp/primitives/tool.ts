// What a tool is to those who list and call it, with everything about it prepared.

import type { Content } from "./content.ts";
import type { ToolContext } from "./context.ts";
import type { JsonObjectSchema } from "./json_schema.ts";
import type { ToolView } from "./tool_view.ts";

/** The OAuth scopes there are. */
export type Scope = "profile";

/** Who may call a tool: callers holding all of these scopes, or anybody. */
export type Requirement = readonly [Scope, ...Scope[]] | "public";

/**
 * What a tool does to the world; all three annotation hints follow, so they cannot disagree. It `receives`
 * what another user wrote, and only `reads` what is the caller's own or this server's.
 */
export type Effect = "reads" | "receives" | "creates" | "changes" | "publishes" | "deletes";

/** What a call gives: data as the output schema says, and the same for reading. */
export interface ToolOutput {
  structured: Record<string, unknown>;
  content: Content[];
}

/** A tool as the protocol sees it, with everything about it prepared. */
export interface Tool {
  /** Canonical dotted name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly requires: Requirement;
  /** Scopes with which it does more: the required ones, or the optional ones of a public tool. */
  readonly optionalScopes: readonly Scope[];
  readonly effect: Effect;
  readonly view: ToolView | undefined;
  /** Whether views may call it, besides the model. */
  readonly calledByViews: boolean;
  /** JSON Schema 2020-12 of the arguments and of the structured output. */
  readonly inputSchema: JsonObjectSchema;
  readonly outputSchema: JsonObjectSchema;
  /**
   * Runs the tool.
   * @param input the arguments as they came
   * @throws {ToolError} when the arguments or the state of things do not allow it
   * @throws {InputRequired} when the client must be asked first
   * @throws {InvalidState} when the client did not give back what it was given
   */
  call(input: unknown, context: ToolContext): Promise<ToolOutput>;
}
