// One POST to /mcp: message in, through the gate, answer out. Everything about the HTTP envelope
// (method, Origin, type, size) was settled before.

import type { Answer } from "./answer.ts";
import type { Admit, Refusal } from "./auth/gate.ts";
import type { Caller } from "./auth/verification.ts";
import { parseMessage } from "./protocol/json_rpc.ts";
import type { Protocol } from "./protocol/mod.ts";
import { refuse } from "./refusal.ts";
import type { SignedIn, Site } from "./tools/context.ts";

/** What the endpoint is made of; all of it lives as long as the worker. */
export interface EndpointParts {
  protocol: Protocol;
  admit: Admit;
  /** Told while the token of a request that needs a caller is being looked at. */
  expectCaller(): void;
  /** What a caller's tools work with: stores bound to that person. */
  signedIn(caller: Caller): SignedIn | Promise<SignedIn>;
  /** What everybody's tools work with. */
  site: Site;
  /** Public URL of this endpoint. */
  resource: string;
  /** Every scope there is; named when a bad token comes where none is required. */
  scopes: readonly string[];
  /** Writes to the operator's log. */
  report(requestId: string, error: unknown): void;
}

/** Answers the POST whose body is `text`. */
export type Endpoint = (headers: Headers, text: string, requestId: string) => Promise<Answer>;

export function createEndpoint(parts: EndpointParts): Endpoint {
  const { protocol, admit, signedIn, site, resource, scopes } = parts;

  return async (headers, text, requestId) => {
    const incoming = parseMessage(text);
    if (incoming.kind === "invalid") return { status: 400, body: incoming.failure };
    const revision = protocol.revisionOf(incoming, headers);
    const malformed = revision.malformed(incoming, headers);
    if (malformed) return malformed;

    const request = incoming.kind === "request" ? incoming.request : undefined;
    const { required, welcome } = request ? protocol.accessOf(request) : NO_ACCESS;
    const authorization = headers.get("Authorization");
    const admitting = admit(authorization, required);
    if (required.length > 0 && authorization !== null) parts.expectCaller();
    const admission = await admitting;
    if ("refusal" in admission) {
      const cause = causeFor(admission);
      if (cause !== undefined) parts.report(requestId, cause);
      const userAgent = headers.get("User-Agent");
      const named = required.length > 0 ? required : scopes;
      return refuse(admission, { request, revision, userAgent, scopes: named }, resource);
    }
    if (!request) return { status: 202 };

    // What no scope was given for is answered as to anybody.
    const { caller } = admission;
    const user = caller && mayBeKnown(caller, welcome) ? await signedIn(caller) : undefined;
    const report = (error: unknown) => parts.report(requestId, error);
    return await revision.answer(request, { site, user, requestId, report });
  };
}

/** Of notifications, which nobody answers. */
const NO_ACCESS = { required: [], welcome: [] };

function mayBeKnown({ scopes }: Caller, welcome: readonly string[]): boolean {
  return welcome.length > 0 && welcome.every((scope) => scopes.has(scope));
}

// What the operator must know of a refusal, since nobody else can mend it.
function causeFor(refusal: Refusal): unknown {
  if (refusal.refusal === "unavailable") return refusal.cause;
  if (refusal.refusal !== "invalid_token" || refusal.reason !== "missing_audience") {
    return undefined;
  }
  return new Error(
    "A token names no audience: turn on the aud claim of OAuth access tokens in Clerk, " +
      "or see CLERK_AUDIENCE in the README",
  );
}
