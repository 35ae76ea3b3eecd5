// The protocol as the HTTP layer uses it: which revision a message speaks, and what it may cost.
// Both families of revisions are spoken on one URL; here they are told apart.

import type { Access } from "./features/access.ts";
import type { NameStyle } from "./features/catalogue.ts";
import { createFeatures, type Primitives } from "./features/mod.ts";
import type { JsonRpcRequest } from "./json_rpc.ts";
import { createLegacy } from "./legacy/mod.ts";
import { createModern } from "./modern/mod.ts";
import { claimedVersion } from "./modern/request_meta.ts";
import type { Message, Revision, ServerIdentity } from "./revision.ts";

export interface Protocol {
  /** The scopes that matter to this request. */
  accessOf(request: JsonRpcRequest): Access;
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
    accessOf: features.accessOf,
    revisionOf: (message, headers) => isModern(message, headers) ? modern : legacy,
  };
}

// A dual-era server goes by how the client opens (MCP 2026-07-28, basic/versioning): by `_meta`, or
// by the header of a client that forgot its `_meta`. An `initialize` of an older revision is a
// handshake, whatever else came along.
function isModern(message: Message, headers: Headers): boolean {
  if (message.kind === "request") {
    const claimed = claimedVersion(message.request.params);
    if (message.request.method === "initialize") return isModernDate(claimed);
    if (claimed !== undefined) return true;
  }
  return isModernDate(headers.get("MCP-Protocol-Version"));
}

function isModernDate(version: unknown): boolean {
  return typeof version === "string" && /^\d{4}-\d\d-\d\d$/.test(version) &&
    version >= FIRST_MODERN;
}
