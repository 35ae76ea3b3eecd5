// The context of a request, in addition to its params.

import type { ClientInput } from "../primitives/client_input.ts";
import type { ServerContext, UserContext } from "../primitives/context.ts";
import type { Tool } from "../primitives/tool.ts";
import type { NameStyle, Spell } from "../../_shared/tool_names.ts";

export interface CallContext {
  /** The same for all callers. */
  server: ServerContext;
  /** Present if the caller's verified token has all required and optional scopes. */
  user: UserContext | undefined;
  /** The form of tool names for this client. */
  nameStyle: NameStyle;
  requestId: string;
  /** Logs errors that clients must not see. */
  logError(error: unknown): void;
}

/** The context of a handler, which may request input from the client and name tools in texts. */
export interface HandlerContext extends CallContext {
  /** The tool that the request names. */
  tool: Tool | undefined;
  client: ClientInput;
  spell: Spell;
}
