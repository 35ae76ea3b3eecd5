// One POST to /mcp: message in, through the gate, answer out. Everything about the HTTP envelope
// (method, Origin, type, size) was settled before.

import type { Answer } from "./answer.ts";
import type { Admit, Refusal } from "./auth/gate.ts";
import type { Caller } from "./auth/verification.ts";
import type { CallBudget } from "./budget/call_budget.ts";
import { parseMessage } from "./protocol/json_rpc.ts";
import type { Protocol } from "./protocol/mod.ts";
import { refuse, slowDown } from "./refusal.ts";
import { type RequestRecord, waitingFor } from "./request_record.ts";
import { timed } from "./timed.ts";
import type { SignedIn, Site } from "./tools/context.ts";

/** What the endpoint is made of; all of it lives as long as the worker. */
export interface EndpointParts {
  protocol: Protocol;
  admit: Admit;
  /** Told while the token of a request that needs a caller is being looked at. */
  expectCaller(): void;
  /** What a caller's tools work with: stores bound to that person. */
  signedIn(caller: Caller): SignedIn | Promise<SignedIn>;
  /** How often a person may use those. */
  budget: CallBudget;
  /** What everybody's tools work with. */
  site: Site;
  /** Public URL of this endpoint. */
  resource: string;
  /** Every scope there is; named when a bad token comes where none is required. */
  scopes: readonly string[];
  /** Writes to the operator's log. */
  report(requestId: string, error: unknown): void;
}

/** Answers the POST whose body is `text`; adds to the record what is known of it. */
export type Endpoint = (headers: Headers, text: string, record: RequestRecord) => Promise<Answer>;

export function createEndpoint(parts: EndpointParts): Endpoint {
  const { protocol, admit, signedIn, budget, resource, scopes } = parts;

  return async (headers, text, record) => {
    const incoming = parseMessage(text);
    if (incoming.kind === "invalid") return { status: 400, body: incoming.failure };
    record.description = protocol.describe(incoming, headers);
    const revision = protocol.revisionOf(incoming, headers);
    const malformed = revision.malformed(incoming, headers);
    if (malformed) return malformed;

    const report = (error: unknown) => {
      record.failed = true;
      parts.report(record.id, error);
    };
    const request = incoming.kind === "request" ? incoming.request : undefined;
    const { required, welcome } = request ? protocol.accessOf(request) : NO_ACCESS;
    const authorization = headers.get("Authorization");
    const admitting = waitingFor(record, "auth", admit(authorization, required));
    if (required.length > 0 && authorization !== null) parts.expectCaller();
    const admission = await admitting;
    if ("refusal" in admission) {
      record.refusal = "reason" in admission ? admission.reason : admission.refusal;
      const cause = causeFor(admission);
      if (cause !== undefined) report(cause);
      const userAgent = headers.get("User-Agent");
      const named = required.length > 0 ? required : scopes;
      return refuse(admission, { request, revision, userAgent, scopes: named }, resource);
    }
    const { caller } = admission;
    if (caller) record.user = caller.pseudonym;
    if (!request) return { status: 202 };

    const measured = <Result>(work: Promise<Result>) => waitingFor(record, "database", work);
    const site = { ...parts.site, shared: timed(parts.site.shared, measured) };
    const context = { site, requestId: record.id, report };
    // What no scope was given for is answered as to anybody.
    if (!caller || !mayBeKnown(caller, welcome)) {
      return await revision.answer(request, { ...context, user: undefined });
    }
    const wait = budget(caller.userId);
    if (wait > 0) {
      record.refusal = "too_many_calls";
      return slowDown(request, revision, wait);
    }
    const { artifacts } = await signedIn(caller);
    const user = { artifacts: timed(artifacts, measured) };
    return await revision.answer(request, { ...context, user });
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
