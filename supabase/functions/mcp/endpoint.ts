// One POST to /mcp: message in, through the gate, answer out. Everything about the HTTP envelope
// (method, Origin, type, size) was settled before.

import type { Answer } from "./http/response.ts";
import type { Endpoint } from "./http/reception.ts";
import { type Admission, type Admit, admitKnown, type Refusal } from "./auth/bearer.ts";
import type { Caller } from "./auth/verification.ts";
import { SMALL_BODY } from "./http/body_memory.ts";
import type { BeginCall } from "./rate_limit/calls.ts";
import type { ClientPolicy } from "./client_policy.ts";
import { parseMessage } from "./protocol/json_rpc.ts";
import type { Protocol } from "./protocol/mod.ts";
import { causeOf, refuse, type Refused, slowDown } from "./http/auth_response.ts";
import { type RequestRecord, waitingFor } from "./http/request_log.ts";
import { timed } from "./async/timed.ts";
import type { SignedIn, Site } from "./primitives/context.ts";

/** What the endpoint is made of; all of it lives as long as the worker. */
export interface EndpointParts {
  protocol: Protocol;
  admit: Admit;
  /** Told while the token of a request that needs a caller is being looked at. */
  expectCaller(): void;
  /** What a caller's tools work with: stores bound to that person. */
  signedIn(caller: Caller): SignedIn | Promise<SignedIn>;
  /** Lets a person use those, not too often and not too many at a time. */
  beginCall: BeginCall;
  /** What everybody's tools work with. */
  site: Site;
  policy: ClientPolicy;
  /** Public URL of this endpoint. */
  resource: string;
  /** Every scope there is; named in challenges where no tool is called. */
  scopes: readonly string[];
  /** Scopes as challenges name them. */
  advertised(scopes: readonly string[]): readonly string[];
  /** Stands for the caller in the log. */
  pseudonymOf(caller: Caller): string;
  /**
   * Writes to the operator's log.
   * @param user the pseudonym of the caller, once that is known
   */
  report(requestId: string, error: unknown, user?: string): void;
}

export function createEndpoint(parts: EndpointParts): Endpoint {
  const { protocol, admit, signedIn, beginCall, policy, resource, scopes } = parts;

  const reportOf = (record: RequestRecord) => (error: unknown) => {
    record.failed = true;
    parts.report(record.id, error, record.user);
  };

  function refused(refusal: Refusal, record: RequestRecord, { scopes, ...said }: Refused): Answer {
    record.refusal = "reason" in refusal ? refusal.reason : refusal.refusal;
    const cause = causeOf(refusal);
    if (cause !== undefined) reportOf(record)(cause);
    return refuse(refusal, { ...said, scopes: parts.advertised(scopes) }, resource);
  }

  const admitLarge: Endpoint["admitLarge"] = async (headers, record) => {
    const admitting = waitingFor(record, "auth", admit(headers.get("Authorization"), []));
    parts.expectCaller();
    const admitted = await admitting;
    if ("caller" in admitted && admitted.caller) return { caller: admitted.caller };
    // Of the message nothing is known yet but its headers.
    const revision = protocol.revisionOf({ kind: "notification" }, headers);
    const said = { request: undefined, revision, userAgent: null, scopes };
    return "refusal" in admitted
      ? refused(admitted, record, said)
      : refused(NO_TOKEN, record, { ...said, because: LARGE });
  };

  const answer: Endpoint["answer"] = async (headers, text, record, known) => {
    const incoming = parseMessage(text);
    if (incoming.kind === "invalid") return { status: 400, body: incoming.failure };
    record.description = protocol.describe(incoming, headers);
    const revision = protocol.revisionOf(incoming, headers);
    const malformed = revision.malformed(incoming, headers);
    if (malformed) return malformed;

    const request = incoming.kind === "request" ? incoming.request : undefined;
    const { required, welcome } = request ? protocol.accessOf(request) : NO_ACCESS;
    const authorization = headers.get("Authorization");
    const userAgent = headers.get("User-Agent");
    const admitting = known
      ? admitKnown(known, required)
      : waitingFor(record, "auth", admit(authorization, required));
    if (required.length > 0 && authorization !== null) parts.expectCaller();
    const admitted = await admitting;
    const admission = request && isAnonymous(admitted) &&
        policy.asksToConnect(request.method, userAgent)
      ? NO_TOKEN
      : admitted;
    if ("refusal" in admission) {
      const named = required.length > 0 ? required : scopes;
      return refused(admission, record, { request, revision, userAgent, scopes: named });
    }
    const { caller } = admission;
    if (caller) record.user = parts.pseudonymOf(caller);
    if (!request) return { status: 202 };

    const measured = <Result>(work: Promise<Result>) => waitingFor(record, "database", work);
    const site = { ...parts.site, shared: timed(parts.site.shared, measured) };
    const report = reportOf(record);
    const context = { site, names: policy.namesFor(userAgent), requestId: record.id, report };
    // What no scope was given for is answered as to anybody.
    if (!caller || !mayBeKnown(caller, welcome)) {
      return await revision.answer(request, { ...context, user: undefined });
    }
    const begun = await beginCall(caller.userId, () => record.signal?.());
    if ("refusal" in begun) {
      record.refusal = begun.refusal;
      return slowDown(request, revision, begun.wait);
    }
    try {
      const { artifacts } = await signedIn(caller);
      const user = { artifacts: timed(artifacts, measured) };
      return await revision.answer(request, { ...context, user });
    } finally {
      begun.end();
    }
  };

  return { admitLarge, answer };
}

/** Of notifications, which get no answer. */
const NO_ACCESS = { required: [], welcome: [] };
const NO_TOKEN: Refusal = { refusal: "no_token" };
const LARGE = `A body above ${SMALL_BODY} bytes requires sign-in: connect your account.`;

function isAnonymous(admission: Admission): boolean {
  return "caller" in admission && admission.caller === undefined;
}

function mayBeKnown({ scopes }: Caller, welcome: readonly string[]): boolean {
  return welcome.length > 0 && welcome.every((scope) => scopes.has(scope));
}
