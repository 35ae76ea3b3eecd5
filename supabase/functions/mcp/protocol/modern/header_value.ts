// Header values that may carry any text: as it is, or as Base64 between markers (MCP 2026-07-28,
// basic/transports/streamable-http, Value Encoding).

const ENCODED = /^=\?base64\?(.*)\?=$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What a header may hold as it is; other bytes mean to every proxy what it likes (RFC 9110 §5.5). */
const PLAIN = /^[\t\x20-\x7e]*$/;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @returns the text a header value stands for; `undefined` when it, or what it encodes, is broken */
export function decodeHeaderValue(value: string): string | undefined {
  const encoded = ENCODED.exec(value)?.[1];
  if (encoded === undefined) return PLAIN.test(value) ? value : undefined;
  // atob alone would forgive missing padding and stray spaces.
  if (!BASE64.test(encoded)) return undefined;
  try {
    return strictUtf8.decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
