// The interface of the protocol for the HTTP layer. Parses each message once and returns its scopes and a function that
// responds. One URL serves legacy MCP revisions (up to 2025-11-25) and modern ones (from 2026-07-28 on).

import { clientNameOf, type Description, OTHER } from "./description.ts";
import { createFeatures, type Primitives } from "./features/mod.ts";
import { NO_TARGET, type Target } from "./target.ts";
import {
  type JsonRpcFailure,
  type JsonRpcRequest,
  type JsonRpcSuccess,
  parseMessage,
} from "./json_rpc.ts";
import { createLegacy, LEGACY_VERSIONS } from "./legacy/mod.ts";
import { createModern } from "./modern/mod.ts";
import { SUPPORTED_VERSIONS } from "./modern/request.ts";
import { claimedVersion } from "./modern/request_meta.ts";
import type { Message, Respond, Revision, ServerInfo } from "./revision.ts";

/** Formats responses to one message in the sender's MCP revision, for the HTTP layer. */
export interface Envelope {
  /** Absent for notifications and responses, and as long as the body is unread. */
  method?: string | undefined;
  /** @param status HTTP status */
  error(status: number, message: string): JsonRpcFailure;
  /** @returns `undefined` for messages without a result */
  result(result: Record<string, unknown>): JsonRpcSuccess | undefined;
}

/** A message as the HTTP layer sees it. */
export interface Call extends Envelope {
  /** Describes the message in the log. */
  description: Description;
  requiredScopes: Target["requiredScopes"];
  optionalScopes: Target["optionalScopes"];
  /** Absent for notifications and responses: MCP acknowledges them with 202. */
  respond: Respond | undefined;
}

/** A message that gets an error, whether its sender is authenticated or not. */
interface MalformedMessage {
  /** Absent if the text is not a message. */
  description?: Description;
  response: { status: number; body: object };
}

export interface Protocol {
  /** Reads the body of a POST. */
  read(text: string, headers: Headers): Call | MalformedMessage;
  /** Returns the envelope for a response that is sent before the body is read. */
  unread(headers: Headers): Envelope;
}

const VERSIONS: readonly unknown[] = [...LEGACY_VERSIONS, ...SUPPORTED_VERSIONS];

/** The first revision without a handshake. */
const FIRST_MODERN = "2026-07-28";

const NO_REQUEST = { request: undefined, target: NO_TARGET };

export function createProtocol(primitives: Primitives, server: ServerInfo): Protocol {
  const features = createFeatures(primitives);
  const legacy = createLegacy(server, features);
  const modern = createModern(server, features);
  const revisionOf = (message: Message, headers: Headers) =>
    isModern(message, headers) ? modern : legacy;

  function resolve(request: JsonRpcRequest): Message {
    return {
      kind: "request",
      request,
      claimedVersion: claimedVersion(request.params),
      target: features.targetOf(request),
    };
  }

  function describe(message: Message, revision: Revision, headers: Headers): Description {
    const client = clientNameOf(message, headers);
    if (message.kind !== "request") return { method: message.kind, client };
    const { request, claimedVersion, target } = message;
    const { method } = request;
    return {
      method: revision.knows(method) ? method : OTHER,
      tool: target.tool?.name,
      revision: versionOf(request, claimedVersion, headers),
      client,
    };
  }

  return {
    read(text, headers) {
      const incoming = parseMessage(text);
      if (incoming.kind === "invalid") return { response: { status: 400, body: incoming.failure } };
      const message: Message = incoming.kind === "request" ? resolve(incoming.request) : incoming;
      const revision = revisionOf(message, headers);
      const description = describe(message, revision, headers);
      const respond = revision.read(message, headers);
      if (typeof respond === "object") return { description, response: respond };
      const { request, target } = message.kind === "request" ? message : NO_REQUEST;
      const { requiredScopes, optionalScopes } = target;
      const scopes = { requiredScopes, optionalScopes };
      return { description, ...scopes, respond, ...envelope(revision, request) };
    },
    unread: (headers) => envelope(revisionOf({ kind: "notification" }, headers)),
  };
}

function envelope(revision: Revision, request?: JsonRpcRequest): Envelope {
  return {
    method: request?.method,
    error: (status, message) => revision.error(request?.id ?? null, status, message),
    result: (result) => request && revision.success(request.id, result),
  };
}

function versionOf({ params }: JsonRpcRequest, claimed: unknown, headers: Headers): string {
  const version = claimed ?? headers.get("MCP-Protocol-Version") ?? params?.protocolVersion;
  return VERSIONS.includes(version) ? `${version}` : OTHER;
}

// Whether a message belongs to a modern revision (MCP 2026-07-28, basic/versioning). A version in `_meta` means modern;
// without one, the `MCP-Protocol-Version` header decides. `initialize` is legacy unless its `_meta` has a modern
// version.
function isModern(message: Message, headers: Headers): boolean {
  if (message.kind === "request") {
    const { request, claimedVersion } = message;
    if (request.method === "initialize") return isModernDate(claimedVersion);
    if (claimedVersion !== undefined) return true;
  }
  return isModernDate(headers.get("MCP-Protocol-Version"));
}

function isModernDate(version: unknown): boolean {
  return typeof version === "string" && /^\d{4}-\d\d-\d\d$/.test(version) &&
    version >= FIRST_MODERN;
}
