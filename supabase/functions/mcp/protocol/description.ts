// What may be said of a request in a log. What clients choose freely is said in words of ours, or not at
// all: a log is read by others than the person, and a name could be anything.

import { isObject } from "../json/value.ts";
import type { Message } from "./revision.ts";

export interface Description {
  /** An MCP method, `notification`, or what else was asked over HTTP. */
  method: string;
  /** Canonical name of a tool there is. */
  tool?: string | undefined;
  /** A revision that is spoken here. */
  revision?: string | undefined;
  /** How the client's software calls itself. */
  client?: string | undefined;
}

/** Stands for whatever we have no word for. */
export const OTHER = "other";

/** The client as named by a handshake, by a request of 2026-07-28, or by its `User-Agent`. */
export function clientNameOf(
  message: Message,
  headers: Headers,
): string | undefined {
  const { clientInfo, _meta } = (message.kind === "request" && message.request.params) || {};
  const meta = isObject(_meta) ? _meta["io.modelcontextprotocol/clientInfo"] : undefined;
  const info = isObject(clientInfo) ? clientInfo : meta;
  if (isObject(info) && typeof info.name === "string") return harmless(info.name);
  const product = headers.get("User-Agent")?.split(" ")[0];
  return product === undefined ? undefined : harmless(product);
}

// Too short for a token, and no line break, quote or control character.
function harmless(name: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9 ._/@-]{0,29}$/.test(name) ? name : OTHER;
}
