// The interface between tools and the protocol.

import type { Content } from "./content.ts";
import type { ToolContext } from "./context.ts";
import type { Effect } from "./effect.ts";
import type { JsonObjectSchema } from "./json_schema.ts";
import type { ToolView } from "./tool_view.ts";

/** The OAuth scopes of this server. */
export type Scope = "profile";

/** The scopes that a caller must hold, or `public`. */
export type Requirement = readonly [Scope, ...Scope[]] | "public";

/** A tool's result as structured data, and the same result as content blocks. */
export interface ToolOutput {
  structured: Record<string, unknown>;
  content: Content[];
}

export interface Tool {
  /** Canonical name, such as `artifact.list`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly requires: Requirement;
  /**
   * The tool gets the artifacts of a caller with all of these scopes: the required ones, or a public tool's optional
   * ones.
   */
  readonly optionalScopes: readonly Scope[];
  readonly effect: Effect;
  readonly view: ToolView | undefined;
  /** Whether views may call the tool, in addition to models. */
  readonly calledByViews: boolean;
  /** JSON Schema 2020-12 of the arguments. */
  readonly inputSchema: JsonObjectSchema;
  /** JSON Schema 2020-12 of the structured output. */
  readonly outputSchema: JsonObjectSchema;
  /**
   * Runs the tool.
   * @param input the unparsed arguments
   * @throws {ToolError} for invalid arguments, and when the store rejects the call
   * @throws {InputRequired} when the tool needs input from the client
   * @throws {InvalidState} when the client sent a forged or corrupted `state`
   */
  call(input: unknown, context: ToolContext): Promise<ToolOutput>;
}
