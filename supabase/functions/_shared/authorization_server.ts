// Some clients request the authorization server's metadata (RFC 8414, OpenID Connect Discovery) from this server, not
// from Clerk. They get a copy of Clerk's document, which this module fetches and caches.

import type { MetadataDocument } from "./metadata_paths.ts";
import { wellKnownUrl } from "./well_known_url.ts";

/** The documents that describe the issuer, rather than the resource. */
export type IssuerDocument = Exclude<MetadataDocument, "oauth-protected-resource">;

/** Returns a copy of the issuer's document. @throws if none is cached and the issuer does not return one */
export type FetchMetadata = (document: IssuerDocument) => Promise<Record<string, unknown>>;

type Fetch = () => Promise<Record<string, unknown>>;

interface Options {
  /** The advertised scopes; see {@link createMetadataFetch}. */
  scopes: readonly string[];
  send?: typeof fetch;
  now?: () => number;
  /** Logs a failed request to the issuer that clients do not notice, because they get the cached document. */
  logError?: (error: unknown) => void;
}

const TIMEOUT_MS = 5_000;
const MAX_AGE_MS = 10 * 60_000;
/** Pause after a failed request, if a document is cached. Clients get the cached document. */
const COOLDOWN_MS = 30_000;
/** Pause after a failed request, if no document is cached. Callers get the error of that request. */
const FAILURE_MS = 1_000;

/**
 * In the copies, `scopes_supported` lists only the scopes of this resource. mcp-remote reads this field and discards
 * tokens with other scopes.
 * @param issuer the issuer identifier, which the documents must repeat (RFC 8414 §3.3)
 * @returns a function that fetches each document at most every ten minutes, with one request in flight. During an
 *   outage the function returns the last document.
 */
export function createMetadataFetch(issuer: string, options: Options): FetchMetadata {
  const documents: Record<IssuerDocument, Fetch> = {
    "oauth-authorization-server": cachedFetch(issuer, "oauth-authorization-server", options),
    "openid-configuration": cachedFetch(issuer, "openid-configuration", options),
  };
  return (document) => documents[document]();
}

function cachedFetch(
  issuer: string,
  name: IssuerDocument,
  { scopes, send = fetch, now = Date.now, logError = () => {} }: Options,
): Fetch {
  let cached: { document: Record<string, unknown>; at: number } | undefined;
  let failure: { error: unknown; at: number } | undefined;
  let pending: Promise<Record<string, unknown>> | undefined;

  async function refresh(): Promise<Record<string, unknown>> {
    try {
      const document = await fetchMetadata(issuer, name, send);
      cached = { document: { ...document, scopes_supported: scopes }, at: now() };
    } catch (error) {
      failure = { error, at: now() };
      if (!cached) throw error;
      logError(error);
      cached.at = now() - MAX_AGE_MS + COOLDOWN_MS;
    }
    return cached.document;
  }

  return () => {
    if (cached && now() - cached.at < MAX_AGE_MS) return Promise.resolve(cached.document);
    if (!cached && failure && now() - failure.at < FAILURE_MS) return Promise.reject(failure.error);
    return pending ??= refresh().finally(() => pending = undefined);
  };
}

async function fetchMetadata(issuer: string, name: IssuerDocument, send: typeof fetch) {
  const response = await send(documentUrl(name, issuer), {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the metadata request failed with status ${response.status}`);
  const document = await response.json() as Record<string, unknown> | null;
  if (document?.issuer !== issuer) {
    throw new Error(
      "the metadata names another issuer; check CLERK_PUBLISHABLE_KEY and CLERK_ISSUER",
    );
  }
  return document;
}

// OpenID Connect Discovery §4 appends `/.well-known/…` to the issuer. RFC 8414 §3.1 inserts it before the path.
function documentUrl(name: IssuerDocument, issuer: string): string {
  return name === "openid-configuration"
    ? `${issuer}/.well-known/${name}`
    : wellKnownUrl(name, issuer);
}
