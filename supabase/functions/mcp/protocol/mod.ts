// The protocol as the HTTP layer uses it: which revision a message speaks, and what it may cost.
// Both families of revisions are spoken on one URL; here they are told apart.

import type { NameStyle } from "./features/catalogue.ts";
import { createFeatures, type Primitives } from "./features/mod.ts";
import type { JsonRpcRequest } from "./json_rpc.ts";
import { createLegacy } from "./legacy/mod.ts";
import { createModern } from "./modern/mod.ts";
import { namesProtocolVersion } from "./modern/request_meta.ts";
import type { Message, Revision, ServerIdentity } from "./revision.ts";

export interface Protocol {
  /** The scopes a caller must hold for this request, all of them; empty = anybody may ask. */
  scopesFor(request: JsonRpcRequest): readonly string[];
  /** Whose rules a message keeps, or should. */
  revisionOf(message: Message, headers: Headers): Revision;
}

/** The first revision without a handshake. */
const FIRST_MODERN = "2026-07-28";

/** Prepares everything that does not depend on a request. */
export function createProtocol(
  primitives: Primitives,
  identity: ServerIdentity,
  style: NameStyle,
): Protocol {
  const features = createFeatures(primitives, style);
  const legacy = createLegacy(identity, features);
  const modern = createModern(identity, features);
  return {
    scopesFor: ({ method, params }) =>
      method === "tools/call" && typeof params?.name === "string"
        ? features.scopesOf(params.name)
        : [],
    revisionOf: (message, headers) => isModern(message, headers) ? modern : legacy,
  };
}

// A dual-era server goes by how the client opens (MCP 2026-07-28, basic/versioning): by `_meta`, or
// by the header of a client that forgot its `_meta`. A plain `initialize` is always a handshake.
function isModern(message: Message, headers: Headers): boolean {
  if (message.kind === "request") {
    if (namesProtocolVersion(message.request.params)) return true;
    if (message.request.method === "initialize") return false;
  }
  const version = headers.get("MCP-Protocol-Version") ?? "";
  return /^\d{4}-\d\d-\d\d$/.test(version) && version >= FIRST_MODERN;
}
