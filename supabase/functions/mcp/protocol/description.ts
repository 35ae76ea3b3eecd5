// Describes a request for the log. Free text from clients is replaced or omitted: operators read the log, and a name
// could contain anything.

import { isObject } from "../json/value.ts";
import type { Message } from "./revision.ts";

export interface Description {
  /** An MCP method, a kind of message such as `notification`, an HTTP route, or {@link OTHER}. */
  method: string;
  /** Canonical name of an existing tool. */
  tool?: string | undefined;
  /** A supported MCP revision, or {@link OTHER}. */
  revision?: string | undefined;
  /** The name of the client's software, or {@link OTHER}. */
  client?: string | undefined;
}

/** Logged instead of a name that this server does not know or that may contain free text. */
export const OTHER = "other";

/** The client's name: from the handshake, otherwise from `_meta` (MCP 2026-07-28), otherwise from the `User-Agent`. */
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

// Accepts at most 30 characters: Clerk's access tokens are longer, so no token gets into the log. Line breaks, quotes
// and control characters are not accepted either.
function sanitized(name: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9 ._/@-]{0,29}$/.test(name) ? name : OTHER;
}
