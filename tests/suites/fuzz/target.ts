// The server under fuzz, as those who send see it: one request goes out, what is wrong with the answer comes
// back.

import { faultsOf } from "./oracle.ts";
import { authorizationOf, type FuzzAnswer, type FuzzRequest } from "./request.ts";

/** What came of one request. */
export interface Outcome {
  /** Absent when there was none. */
  answer?: FuzzAnswer;
  /** A sentence for each thing that is wrong. */
  faults: string[];
}

export interface Target {
  /** Sends it and judges the answer; never throws. */
  attempt(request: FuzzRequest): Promise<Outcome>;
}

interface TargetOptions {
  tokens: { owner: string; scopeless: string };
  /** Texts that no answer may hold, in addition to the tokens. */
  secrets: readonly string[];
  send(path: string, init: RequestInit): Promise<Response>;
}

/** Longest wait for an answer: more than the limit, so that a late answer's time is known. */
const PATIENCE_MS = 8_000;

export function createTarget({ tokens, secrets, send }: TargetOptions): Target {
  const hidden = [...secrets, tokens.owner, tokens.scopeless].filter((text) => text.length > 8);

  async function ask(request: FuzzRequest): Promise<FuzzAnswer> {
    const authorization = authorizationOf(request.bearer, tokens);
    const headers = request.headers.map(([name, value]): [string, string] => [name, value]);
    if (authorization !== undefined) headers.push(["Authorization", authorization]);
    const { method, path, body = null } = request;
    const started = performance.now();
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await send(path, { method, headers, body, signal, redirect: "manual" });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      ms: performance.now() - started,
    };
  }

  return {
    async attempt(request) {
      try {
        const answer = await ask(request);
        return { answer, faults: faultsOf(request, answer, hidden) };
      } catch (error) {
        return { faults: [`no answer: ${error instanceof Error ? error.message : error}`] };
      }
    },
  };
}
