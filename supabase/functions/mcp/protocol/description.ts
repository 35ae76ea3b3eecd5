// Describes a request for the log. Free text from clients is replaced or omitted: operators read the log, and a name
// could contain anything.

import { isObject } from "../json/value.ts";
import type { Message } from "./revision.ts";

export interface Description {
  /** An MCP method, a kind of message such as `notification`, or an HTTP route. */
  method: string;
  /** Canonical name of an existing tool. */
  tool?: string | undefined;
  /** A supported revision. */
  revision?: string | undefined;
  /** The name of the client's software. */
  client?: string | undefined;
}

/** Logged instead of unknown names. */
export const OTHER = "other";

/** The client's name: from the handshake, else from `_meta` (revision 2026-07-28), else from the `User-Agent`. */
export function clientNameOf(
  message: Message,
  headers: Headers,
): string | undefined {
  const { clientInfo, _meta } = (message.kind === "request" && message.request.params) || {};
  const meta = isObject(_meta) ? _meta["io.modelcontextprotocol/clientInfo"] : undefined;
  const info = isObject(clientInfo) ? clientInfo : meta;
  if (isObject(info) && typeof info.name === "string") return sanitized(info.name);
  const product = headers.get("User-Agent")?.split(" ")[0];
  return product === undefined ? undefined : sanitized(product);
}

// At most 30 characters: Clerk's access tokens are longer, so none gets into the log. No line breaks, quotes or control
// characters.
function sanitized(name: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9 ._/@-]{0,29}$/.test(name) ? name : OTHER;
}
