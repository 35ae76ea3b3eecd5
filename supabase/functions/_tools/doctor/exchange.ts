// Sends one HTTP request and returns its outcome as data. Nothing here throws: a network error is a result
// that checks report.

/** Longer than connectors wait for metadata. */
const TIMEOUT_MS = 20_000;
/** Longer than any metadata document or tool list. */
const MAX_BODY_BYTES = 2_000_000;

export interface Answer {
  answered: true;
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** The body, if it is JSON. */
  json: unknown;
  /** From sending the request to the end of the body. */
  ms: number;
}

type NetworkError = "scheme" | "name" | "refused" | "certificate" | "timeout" | "broken";

export interface NoAnswer {
  answered: false;
  url: string;
  reason: NetworkError;
  ms: number;
}

export type Exchange = Answer | NoAnswer;

/** Sends a request. Redirects are returned, not followed: clients lose their token on a redirect. */
export type Send = (url: string, init?: RequestInit) => Promise<Exchange>;

/**
 * Returns a `Send` that limits the time and the body length, and accepts only http(s) URLs.
 * @param fetch the network; tests pass one that trusts their own certificate authority
 * @param timeoutMs per request, including the body
 */
export function createSend(fetch: typeof globalThis.fetch, timeoutMs = TIMEOUT_MS): Send {
  return async (url, init = {}) => {
    const started = performance.now();
    const ms = () => performance.now() - started;
    // A hostile server may name a local file as its metadata URL.
    if (!/^https?:/i.test(url)) return { answered: false, url, reason: "scheme", ms: ms() };
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { ...init, redirect: "manual", signal });
      const { status, headers } = response;
      const text = await readBody(response, init.method ?? "GET");
      return { answered: true, url, status, headers, text, json: parsed(text), ms: ms() };
    } catch (error) {
      return { answered: false, url, reason: networkErrorOf(error), ms: ms() };
    }
  };
}

/** The event with the JSON-RPC response; other events, even empty ones, may precede it. */
const RESPONSE_EVENT = /^data: ?\{.*"(result|error)".*\r?\n\r?\n/m;

// An event stream may never end: a POST's stream is read up to the response, a GET's stream not at all, since
// it may never send an event.
async function readBody(response: Response, method: string): Promise<string> {
  const isStream = /^text\/event-stream/i.test(response.headers.get("Content-Type") ?? "");
  if (isStream && method === "GET") {
    await response.body?.cancel();
    return "";
  }
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES || (isStream && RESPONSE_EVENT.test(text))) break;
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

// Deno distinguishes these errors only by their message.
function networkErrorOf(error: unknown): NetworkError {
  if (error instanceof DOMException && error.name === "TimeoutError") return "timeout";
  const message = error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : "";
  if (/dns error|failed to lookup|No address/i.test(message)) return "name";
  if (/certificate|tls|handshake/i.test(message)) return "certificate";
  if (/refused/i.test(message)) return "refused";
  return "broken";
}

const NETWORK_ERROR_TEXT: Record<NetworkError, string> = {
  scheme: "not an http(s) address",
  name: "the host name does not exist",
  refused: "connection refused",
  certificate: "the TLS certificate is not trusted",
  timeout: "no answer in time",
  broken: "the connection closed before the response was complete",
};

/** Returns the reason why there was no answer, as text for the operator. */
export function noAnswerReason({ reason, ms }: NoAnswer): string {
  return reason === "timeout"
    ? `no answer within ${Math.round(ms / 1000)} s`
    : NETWORK_ERROR_TEXT[reason];
}

/** Shorter parts may be ordinary words such as `at+jwt`. */
const SECRET_LENGTH = 16;

/**
 * Replaces the token and its parts by `[token]` in every answer, so that no finding can show them.
 * @param tokenOf returns the token, once there is one
 */
export function redactToken(send: Send, tokenOf: () => string | undefined): Send {
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
