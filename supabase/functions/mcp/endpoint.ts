// Handles one MCP message: parses it, authenticates the caller, limits the rate and responds. Before that, `app.ts`
// checks method and Origin, and `http/post_handler.ts` content type and size.

import type { HttpResponse } from "./http/response.ts";
import type { Endpoint } from "./http/post_handler.ts";
import {
  type Authenticate,
  type AuthFailure,
  type AuthResult,
  NO_TOKEN,
  requireScopes,
} from "./auth/bearer.ts";
import type { Caller } from "./auth/verification.ts";
import { SMALL_BODY } from "./http/body_pools.ts";
import type { BeginCall } from "./rate_limit/call_queue.ts";
import type { ClientPolicy } from "./client_policy.ts";
import type { Call, Protocol } from "./protocol/mod.ts";
import {
  authResponse,
  causeOf,
  type RefusedRequest,
  tooManyRequests,
} from "./http/auth_response.ts";
import { measure, type RequestLog } from "./http/request_log.ts";
import { timed } from "./async/timed.ts";
import type { ServerContext, UserContext } from "./primitives/context.ts";

/** Created once per worker. */
interface EndpointDependencies {
  protocol: Protocol;
  authenticate: Authenticate;
  /** Starts to load the store and the tools. Called while a token is verified. */
  preload(): void;
  /** A store that is limited to the caller's artifacts, for the tools. */
  userContext(caller: Caller): UserContext | Promise<UserContext>;
  /** Enforces a user's limits of calls per minute and of concurrent calls. */
  beginCall: BeginCall;
  /** The part of the tools' context that is the same for all callers. */
  server: ServerContext;
  policy: ClientPolicy;
  /** Public URL of this endpoint. */
  resource: string;
  /** The scopes of all tools, named in a challenge when the request names no tool. */
  scopes: readonly string[];
  /** The scopes that a challenge names: the required ones and, if configured, `offline_access`. */
  advertisedScopes(scopes: readonly string[]): readonly string[];
  /** The pseudonym that stands for the caller in the log. */
  pseudonymOf(caller: Caller): string | Promise<string>;
  /** @param user the caller's pseudonym, if known */
  logError(requestId: string, error: unknown, user?: string): void;
}

export function createEndpoint(dependencies: EndpointDependencies): Endpoint {
  const { protocol, authenticate, beginCall, policy, resource, scopes } = dependencies;

  const errorLogger = (log: RequestLog) => (error: unknown) => {
    log.failed = true;
    dependencies.logError(log.id, error, log.user);
  };

  function refuse(
    failure: AuthFailure,
    log: RequestLog,
    { scopes, ...request }: RefusedRequest,
  ): HttpResponse {
    log.refusal = "reason" in failure ? failure.reason : failure.refusal;
    const cause = causeOf(failure);
    if (cause !== undefined) errorLogger(log)(cause);
    const advertised = dependencies.advertisedScopes(scopes);
    return authResponse(failure, { ...request, scopes: advertised }, resource);
  }

  const unread = (headers: Headers) => ({ envelope: protocol.unread(headers), userAgent: null });

  const challengeLargeBody: Endpoint["challengeLargeBody"] = (headers, log) =>
    refuse(NO_TOKEN, log, { ...unread(headers), scopes, because: LARGE_BODY_MESSAGE });

  const authenticateLargeBody: Endpoint["authenticateLargeBody"] = async (headers, log) => {
    const authenticating = measure(log, "auth", authenticate(headers.get("Authorization"), []));
    dependencies.preload();
    const result = await authenticating;
    if ("refusal" in result) return refuse(result, log, { ...unread(headers), scopes });
    return result.caller ? { caller: result.caller } : challengeLargeBody(headers, log);
  };

  async function authenticateCall(
    { method, requiredScopes }: Call,
    headers: Headers,
    log: RequestLog,
    known: Caller | undefined,
  ): Promise<AuthResult> {
    const authorization = headers.get("Authorization");
    const authenticating = known
      ? requireScopes(known, requiredScopes)
      : measure(log, "auth", authenticate(authorization, requiredScopes));
    if (requiredScopes.length > 0 && authorization !== null) dependencies.preload();
    const result = await authenticating;
    if (method === undefined || "refusal" in result || result.caller) return result;
    return policy.requiresSignIn(method, headers.get("User-Agent")) ? NO_TOKEN : result;
  }

  const respond: Endpoint["respond"] = async (headers, text, log, known) => {
    const call = protocol.read(text, headers);
    if (call.description) log.description = call.description;
    if ("response" in call) return call.response;

    const auth = await authenticateCall(call, headers, log, known);
    const userAgent = headers.get("User-Agent");
    if ("refusal" in auth) {
      const named = call.requiredScopes.length > 0 ? call.requiredScopes : scopes;
      return refuse(auth, log, { envelope: call, userAgent, scopes: named });
    }
    const { caller } = auth;
    if (caller) log.user = await dependencies.pseudonymOf(caller);
    if (!call.respond) return { status: 202 };

    const measured = <Result>(work: Promise<Result>) => measure(log, "database", work);
    const context = {
      server: { ...dependencies.server, shared: timed(dependencies.server.shared, measured) },
      nameStyle: policy.nameStyleFor(userAgent),
      requestId: log.id,
      logError: errorLogger(log),
    };
    // The response depends on the user only if the caller holds all optional scopes.
    if (!caller || !mayBeKnown(caller, call.optionalScopes)) {
      return await call.respond({ ...context, user: undefined });
    }
    const begun = await beginCall(caller.userId, () => log.signal?.());
    if ("refusal" in begun) {
      log.refusal = begun.refusal;
      return tooManyRequests(call, begun.waitMs);
    }
    try {
      const { artifacts } = await dependencies.userContext(caller);
      const user = { artifacts: timed(artifacts, measured) };
      return await call.respond({ ...context, user });
    } finally {
      begun.end();
    }
  };

  return { authenticateLargeBody, challengeLargeBody, respond };
}

const LARGE_BODY_MESSAGE =
  `A body above ${SMALL_BODY} bytes requires sign-in: connect your account.`;

function mayBeKnown({ scopes }: Caller, optional: readonly string[]): boolean {
  return optional.length > 0 && optional.every((scope) => scopes.has(scope));
}
