// The protocol as the HTTP layer uses it: which revision a message speaks, and what it may cost.
// Both families of revisions are spoken on one URL; here they are told apart.

import { clientNameOf, type Description, OTHER } from "./description.ts";
import type { Access } from "./features/access.ts";
import { createFeatures, type Primitives } from "./features/mod.ts";
import type { JsonRpcRequest } from "./json_rpc.ts";
import { createLegacy, LEGACY_VERSIONS } from "./legacy/mod.ts";
import { createModern } from "./modern/mod.ts";
import { SUPPORTED_VERSIONS } from "./modern/request.ts";
import { claimedVersion } from "./modern/request_meta.ts";
import type { Message, Revision, ServerIdentity } from "./revision.ts";

export interface Protocol {
  /** The scopes that matter to this request. */
  accessOf(request: JsonRpcRequest): Access;
  /** Whose rules a message keeps, or should. */
  revisionOf(message: Message, headers: Headers): Revision;
  /** What the log may say of a message. */
  describe(message: Message, headers: Headers): Description;
}

const VERSIONS: readonly unknown[] = [...LEGACY_VERSIONS, ...SUPPORTED_VERSIONS];

/** The first revision without a handshake. */
const FIRST_MODERN = "2026-07-28";

/** Prepares everything that does not depend on a request. */
export function createProtocol(
  primitives: Primitives,
  identity: ServerIdentity,
): Protocol {
  const features = createFeatures(primitives);
  const legacy = createLegacy(identity, features);
  const modern = createModern(identity, features);
  const revisionOf: Protocol["revisionOf"] = (message, headers) =>
    isModern(message, headers) ? modern : legacy;
  return {
    accessOf: features.accessOf,
    revisionOf,
    describe(message, headers) {
      const client = clientNameOf(message, headers);
      if (message.kind !== "request") return { method: message.kind, client };
      const { request } = message;
      const { method } = request;
      return {
        method: revisionOf(message, headers).knows(method) ? method : OTHER,
        tool: features.toolOf(request),
        revision: versionOf(request, headers),
        client,
      };
    },
  };
}

function versionOf({ params }: JsonRpcRequest, headers: Headers): string {
  const claimed = claimedVersion(params) ?? headers.get("MCP-Protocol-Version") ??
    params?.protocolVersion;
  return VERSIONS.includes(claimed) ? `${claimed}` : OTHER;
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
