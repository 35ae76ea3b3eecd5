// The context in which a request is handled, in addition to its params.

import type { ClientInput } from "../primitives/client_input.ts";
import type { ServerContext, UserContext } from "../primitives/context.ts";
import type { Tool } from "../primitives/tool.ts";
import type { NameStyle, Spell } from "../../_shared/tool_names.ts";

export interface CallContext {
  /** The part of the context that is the same for all callers. */
  server: ServerContext;
  /** Present if the caller's verified token has all required and optional scopes of the request. */
  user: UserContext | undefined;
  /** Whether this client gets tool names with dots or with underscores. */
  nameStyle: NameStyle;
  requestId: string;
  /** Logs errors that clients must not see. */
  logError(error: unknown): void;
}

/** The context of a method handler: adds the called tool, input from the client, and the rewriting of tool names. */
export interface HandlerContext extends CallContext {
  /** The tool that the request names. */
  tool: Tool | undefined;
  client: ClientInput;
  /** Rewrites tool names in a text to the form that this client uses. */
  spell: Spell;
}
