// What accompanies the params of a request.

import type { ClientInput } from "../primitives/client_input.ts";
import type { ServerContext, UserContext } from "../primitives/context.ts";
import type { Tool } from "../primitives/tool.ts";
import type { NameStyle, Spell } from "../../_shared/tool_names.ts";

/** The caller, and how log and texts refer to the request. */
export interface CallContext {
  /** The same for all callers. */
  server: ServerContext;
  /** Present when the request came with a verified token that holds every scope it could use. */
  user: UserContext | undefined;
  /** The form of the tool names that the client is shown. */
  names: NameStyle;
  requestId: string;
  /** Logs what no client may see. */
  report(error: unknown): void;
}

/** The same for a handler, which may ask the client, and names tools in texts. */
export interface HandlerContext extends CallContext {
  /** The tool that the request names. */
  tool: Tool | undefined;
  client: ClientInput;
  spell: Spell;
}
