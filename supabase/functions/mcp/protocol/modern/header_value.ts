// Decodes header values: plain text, or Base64 between `=?base64?` and `?=` (MCP 2026-07-28,
// basic/transports/streamable-http, Value Encoding).

const ENCODED = /^=\?base64\?(.*)\?=$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Characters of a plain value. Others are refused, because proxies treat them differently (RFC 9110 §5.5). */
const PLAIN = /^[\t\x20-\x7e]*$/;

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @returns the decoded text, or `undefined` for a malformed value */
export function decodeHeaderValue(value: string): string | undefined {
  const encoded = ENCODED.exec(value)?.[1];
  if (encoded === undefined) return PLAIN.test(value) ? value : undefined;
  // Checked here, because `atob` accepts missing padding and whitespace.
  if (!BASE64.test(encoded)) return undefined;
  try {
    return strictUtf8.decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
