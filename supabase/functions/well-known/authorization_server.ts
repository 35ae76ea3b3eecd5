// Clerk's authorization server metadata (RFC 8414), fetched for clients that look for it here.

import { wellKnownUrl } from "../_shared/well_known_url.ts";

/** Answers the document, or throws when it cannot be had. */
export type FetchMetadata = () => Promise<Record<string, unknown>>;

const TIMEOUT_MS = 5_000;
const MAX_AGE_MS = 10 * 60_000;
/** How long a failure is not tried again while there is a document to give. */
const COOLDOWN_MS = 30_000;

/**
 * @param issuer the issuer identifier; its document must name it too (RFC 8414 §3.3)
 * @returns a function that fetches at most every ten minutes and one request at a time; when the
 *   issuer does not answer, the last good document is still the best there is
 */
export function createMetadataFetch(
  issuer: string,
  { send = fetch, now = Date.now, report = () => {} }: {
    send?: typeof fetch;
    now?: () => number;
    /** Gets a failure that the last good document hides from clients. */
    report?: (error: unknown) => void;
  } = {},
): FetchMetadata {
  let known: { document: Record<string, unknown>; at: number } | undefined;
  let underway: Promise<Record<string, unknown>> | undefined;

  async function refresh(): Promise<Record<string, unknown>> {
    try {
      known = { document: await fetchMetadata(issuer, send), at: now() };
    } catch (error) {
      if (!known) throw error;
      report(error);
      known.at = now() - MAX_AGE_MS + COOLDOWN_MS;
    }
    return known.document;
  }

  return () => {
    if (known && now() - known.at < MAX_AGE_MS) return Promise.resolve(known.document);
    return underway ??= refresh().finally(() => underway = undefined);
  };
}

async function fetchMetadata(issuer: string, send: typeof fetch) {
  const response = await send(wellKnownUrl("oauth-authorization-server", issuer), {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the authorization server answered ${response.status}`);
  const document = await response.json() as Record<string, unknown> | null;
  if (document?.issuer !== issuer) throw new Error("the metadata names another issuer");
  return document;
}
