// Sends one HTTP request. Network errors are returned, not thrown, because checks report them as findings.

/** Time limit of one request. Clients stop waiting for metadata sooner. */
const TIMEOUT_MS = 20_000;
/** Size limit of one body, larger than any metadata document or tool list. The rest of the body is not read. */
const MAX_BODY_BYTES = 2_000_000;

export interface Answer {
  answered: true;
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; undefined if the body is not JSON. */
  json: unknown;
  /** Milliseconds from sending the request to the end of the body. */
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

/** Sends a request and follows no redirects. Checks must see redirects, because clients lose their token on them. */
export type Send = (url: string, init?: RequestInit) => Promise<Exchange>;

/**
 * Creates a `Send` that limits the time and the body's size, and sends requests to http(s) URLs only.
 * @param fetch sends the request; tests pass a function that trusts their own certificate authority
 * @param timeoutMs milliseconds for one request and its body
 */
export function createSend(fetch: typeof globalThis.fetch, timeoutMs = TIMEOUT_MS): Send {
  return async (url, init = {}) => {
    const started = performance.now();
    const ms = () => performance.now() - started;
    // The examined server chooses the metadata URL. A hostile server could name a local file.
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

/** Matches the event that contains the JSON-RPC response. Other events, even empty ones, may precede this event. */
const RESPONSE_EVENT = /^data: ?\{.*"(result|error)".*\r?\n\r?\n/m;

// Event streams may never end. A POST's stream is read up to the JSON-RPC response. A GET's stream is not read, because
// the stream may contain no event at all.
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

// Deno's network errors differ only in their messages.
function networkErrorOf(error: unknown): NetworkError {
  if (error instanceof DOMException && error.name === "TimeoutError") return "timeout";
  const message = error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : "";
  if (/dns error|failed to lookup|No address/i.test(message)) return "name";
  if (/certificate|tls|handshake/i.test(message)) return "certificate";
  if (/refused/i.test(message)) return "refused";
  return "broken";
}

const NETWORK_ERROR_TEXT: Record<NetworkError, string> = {
  scheme: "the URL is not http(s)",
  name: "the host name does not exist",
  refused: "connection refused",
  certificate: "the TLS certificate is not trusted",
  timeout: "no response in time",
  broken: "the connection closed before the response was complete",
};

/** Returns the reason why no response arrived, as text for operators. */
export function noAnswerReason({ reason, ms }: NoAnswer): string {
  return reason === "timeout"
    ? `no response within ${Math.round(ms / 1000)} s`
    : NETWORK_ERROR_TEXT[reason];
}

/** Minimum length of the parts of a token that are replaced. Shorter parts could be ordinary words. */
const SECRET_LENGTH = 16;

/**
 * Returns a `Send` that replaces the token and its dot-separated parts by `[token]` in every response. So no finding
 * can contain them.
 * @param tokenOf returns the token; undefined = the doctor has no token yet
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
