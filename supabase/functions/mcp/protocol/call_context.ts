// What comes along with a request besides its params.

import type { ClientInput } from "../primitives/client_input.ts";
import type { SignedIn, Site } from "../primitives/context.ts";
import type { NameStyle, Spell } from "../../_shared/tool_names.ts";

/** Who asks, and how to speak of the request in the log and to the caller. */
export interface CallContext {
  /** The same for whoever calls. */
  site: Site;
  /** Present when the request came with a verified token that holds every scope it could use. */
  user: SignedIn | undefined;
  /** The form of the tool names that the client is shown. */
  names: NameStyle;
  requestId: string;
  /** Receives what must not be told to a client. */
  report(error: unknown): void;
}

/** The same for a handler, which may ask the client, and names tools in texts. */
export interface HandlerContext extends CallContext {
  client: ClientInput;
  spell: Spell;
}
