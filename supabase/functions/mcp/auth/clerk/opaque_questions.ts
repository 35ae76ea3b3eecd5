// Decides whether to ask the authorization server about an opaque token. Each question spends a limit that all users
// share, and anyone can invent tokens. So rejections are remembered, unknown tokens take turns within a limit of
// their own, and tokens that were good before never wait for one.

import { evictOldest } from "../../../_shared/lru.ts";
import { circuitBreaker } from "../../async/circuit_breaker.ts";
import { keyOf } from "../token_key.ts";
import { createTurns } from "../turns.ts";
import type { Verification, VerifyAccessToken } from "../verification.ts";

/** How long a refusal stands: an invented token costs one question in this time. */
const REFUSED_MS = 60_000;
/** Entries of each memory: a megabyte, and more than the limits below let in while an entry counts. */
const CAPACITY = 10_000;

export interface OpaqueQuestions {
  /** Asks about one token. @throws when there is no answer: then nothing is known about the token */
  ask: (token: string) => Promise<Verification>;
  /** Questions that the server answers in ten seconds. */
  perTenSeconds: number;
  /** Whether an error says that the server is failing, and not this one question. */
  isOutage: (error: unknown) => boolean;
  /** Whether an error says that the limit is used up. */
  isLimit: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** @returns a verifier of opaque tokens; throws as `ask` does, or when it may not ask */
export function createOpaqueVerifier(
  { ask, perTenSeconds, isOutage, isLimit, now }: OpaqueQuestions,
): VerifyAccessToken {
  const refused = new Map<string, { verification: Verification; until: number }>();
  /** Tokens that were good, until they expire. */
  const good = new Map<string, number>();
  const underway = new Map<string, Promise<Verification>>();
  // Seven tenths of the limit in any ten seconds; the rest is for good tokens.
  const turns = createTurns(perTenSeconds * 0.3, perTenSeconds * 0.04, now);
  // Apart, so that an unknown token is never the one that tries whether the server answers again.
  const askOfGood = circuitBreaker(ask, isOutage, now);
  // A token takes a turn only when the server is asked about it: an outage must use none up.
  const askOfUnknown = circuitBreaker(askInTurn, isOutage, now, takeTurn);

  function takeTurn(_: string, key: string): void {
    if (turns.take(key)) return;
    throw new Error("Too many unknown opaque tokens: Clerk was not asked about this one");
  }

  async function askInTurn(token: string, key: string): Promise<Verification> {
    try {
      const verification = await ask(token);
      turns.forget(key);
      return verification;
    } catch (error) {
      if (isLimit(error)) turns.slowDown();
      throw error;
    }
  }

  async function verify(token: string, key: string): Promise<Verification> {
    const wasGood = (good.get(key) ?? 0) > now();
    const verification = await (wasGood ? askOfGood(token) : askOfUnknown(token, key));
    good.delete(key);
    if (verification.outcome === "verified") {
      remember(good, key, verification.caller.expiresAt * 1_000);
    } else if (verification.outcome === "rejected") {
      remember(refused, key, { verification, until: now() + REFUSED_MS });
    }
    return verification;
  }

  return (token) => {
    const key = keyOf(token);
    const known = refused.get(key);
    if (known && now() < known.until) return Promise.resolve(known.verification);
    refused.delete(key);
    const asked = underway.get(key) ?? verify(token, key).finally(() => underway.delete(key));
    underway.set(key, asked);
    return asked;
  };
}

function remember<Value>(memory: Map<string, Value>, key: string, value: Value): void {
  memory.set(key, value);
  if (memory.size > CAPACITY) evictOldest(memory);
}
