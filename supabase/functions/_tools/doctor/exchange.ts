// One HTTP request and whatever became of it. A server that is being examined may do anything, so nothing
// here throws: no answer is a finding, too.

/** Longer than connectors are patient with metadata, and short enough for whoever waits here. */
const TIMEOUT_MS = 20_000;
/** More than any document or list of tools has. */
const MAX_BODY_BYTES = 2_000_000;

export interface Answer {
  answered: true;
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** The body, if it is JSON. */
  json: unknown;
  /** From the request to the end of the body. */
  ms: number;
}

export type Silence = "scheme" | "name" | "refused" | "certificate" | "timeout" | "broken";

export interface NoAnswer {
  answered: false;
  url: string;
  why: Silence;
  ms: number;
}

export type Exchange = Answer | NoAnswer;

/** Sends a request; redirects are answers, not followed, since clients lose their token on the way. */
export type Send = (url: string, init?: RequestInit) => Promise<Exchange>;

/**
 * Sends with a limit of time, of a body's length, and to web addresses only.
 * @param fetch reaches the network; also one that trusts a certificate authority of a test
 */
export function createSend(fetch: typeof globalThis.fetch, timeoutMs = TIMEOUT_MS): Send {
  return async (url, init = {}) => {
    const started = performance.now();
    const ms = () => performance.now() - started;
    // A server may name any address as its metadata's, also a file of this machine.
    if (!/^https?:/i.test(url)) return { answered: false, url, why: "scheme", ms: ms() };
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { ...init, redirect: "manual", signal });
      const { status, headers } = response;
      const text = await beginningOf(response, init.method ?? "GET");
      return { answered: true, url, status, headers, text, json: parsed(text), ms: ms() };
    } catch (error) {
      return { answered: false, url, why: silenceOf(error), ms: ms() };
    }
  };
}

/** An event with the answer to a request; others may come before it, empty ones too. */
const ANSWERED = /^data: ?\{.*"(result|error)".*\r?\n\r?\n/m;

// A stream of events may never end: it is read until the answer has come. Who opens one with GET has asked
// for nothing, so nothing may ever come.
async function beginningOf(response: Response, method: string): Promise<string> {
  const isStream = /^text\/event-stream/i.test(response.headers.get("Content-Type") ?? "");
  if (isStream && method === "GET") {
    await response.body?.cancel();
    return "";
  }
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES || (isStream && ANSWERED.test(text))) break;
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Deno tells these apart only in words.
function silenceOf(error: unknown): Silence {
  if (error instanceof DOMException && error.name === "TimeoutError") return "timeout";
  const words = error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : "";
  if (/dns error|failed to lookup|No address/i.test(words)) return "name";
  if (/certificate|tls|handshake/i.test(words)) return "certificate";
  if (/refused/i.test(words)) return "refused";
  return "broken";
}

const IN_WORDS: Record<Silence, string> = {
  scheme: "it is no http(s) address",
  name: "there is no such host name",
  refused: "nobody listens there",
  certificate: "its TLS certificate is not one that clients accept",
  timeout: "no answer in time",
  broken: "the connection broke off",
};

/** Why there is no answer, as people would say it. */
export function whyNoAnswer({ why, ms }: NoAnswer): string {
  return why === "timeout" ? `no answer within ${Math.round(ms / 1000)} s` : IN_WORDS[why];
}

/** Shorter ones are words, such as `at+jwt`. */
const SECRET_LENGTH = 16;

/**
 * Takes out of every answer what repeats the token, or a part of it: nothing that is found may show it.
 * @param tokenOf the token, once there is one
 */
export function withoutToken(send: Send, tokenOf: () => string | undefined): Send {
  return async (url, init) => {
    const exchange = await send(url, init);
    const token = tokenOf();
    if (!exchange.answered || token === undefined) return exchange;
    const secrets = [token, ...token.split(".").filter((part) => part.length >= SECRET_LENGTH)];
    const clean = (text: string) =>
      secrets.reduce((rest, secret) => rest.replaceAll(secret, "[token]"), text);
    const headers = new Headers();
    for (const [name, value] of exchange.headers) headers.append(name, clean(value));
    const text = clean(exchange.text);
    return { ...exchange, headers, text, json: parsed(text) };
  };
}
