// Sends a request through the proxy and straight to the function, and compares all a client goes by.

import assert from "node:assert/strict";

const TIMEOUT_MS = 20_000;
/** What tells one answer from the next, or which servers it passed; no client goes by it. */
const OF_THE_WAY = [
  "connection",
  "content-length",
  "date",
  "server",
  "server-timing",
  "vary",
  "via",
  "x-request-id",
];

/**
 * @param proxied the address at the own domain
 * @param direct the function's own
 * @param init sent twice, so its body is no stream
 */
export async function assertSameAnswer(
  expectedStatus: number,
  proxied: string,
  direct: string,
  init: RequestInit = {},
): Promise<void> {
  const what = `${init.method ?? "GET"} ${proxied}`;
  const [through, straight] = [await answerOf(proxied, init), await answerOf(direct, init)];
  assert.equal(through.status, expectedStatus, what);
  assert.deepEqual(through, straight, what);
}

/** An answer read to its end; a redirect is one, not followed. */
export async function answerOf(url: string, init: RequestInit = {}) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { ...init, redirect: "manual", signal });
  const headers = [...response.headers].filter(([name]) => !OF_THE_WAY.includes(name));
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: await response.text(),
  };
}
