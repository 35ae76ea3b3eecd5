// Clerk's metadata (RFC 8414, OpenID Connect Discovery), fetched for clients that look for it here.

import type { MetadataDocument } from "./metadata_paths.ts";
import { wellKnownUrl } from "./well_known_url.ts";

/** The documents that Clerk serves. */
export type IssuerDocument = Exclude<MetadataDocument, "oauth-protected-resource">;

/** Returns the document. @throws when the issuer does not answer with it */
export type FetchMetadata = (document: IssuerDocument) => Promise<Record<string, unknown>>;

type Fetch = () => Promise<Record<string, unknown>>;

interface Options {
  /** Scopes as they are advertised; see {@link createMetadataFetch}. */
  scopes: readonly string[];
  send?: typeof fetch;
  now?: () => number;
  /** Gets a failure that the last good document hides from clients. */
  report?: (error: unknown) => void;
}

const TIMEOUT_MS = 5_000;
const MAX_AGE_MS = 10 * 60_000;
/** How long a failure is not tried again while there is a document to give, and while there is none. */
const COOLDOWN_MS = 30_000;
const FAILURE_MS = 1_000;

/**
 * The copies name the scopes of this resource and no others of the issuer: mcp-remote reads
 * `scopes_supported` in a copy and discards tokens that were requested with other scopes.
 * @param issuer the issuer identifier; its documents must name it too (RFC 8414 §3.3)
 * @returns a function that fetches a document at most every ten minutes and one request at a time; when
 *   the issuer does not answer, the last good document is still the best there is
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
  { scopes, send = fetch, now = Date.now, report = () => {} }: Options,
): Fetch {
  let known: { document: Record<string, unknown>; at: number } | undefined;
  let failure: { error: unknown; at: number } | undefined;
  let underway: Promise<Record<string, unknown>> | undefined;

  async function refresh(): Promise<Record<string, unknown>> {
    try {
      const document = await fetchMetadata(issuer, name, send);
      known = { document: { ...document, scopes_supported: scopes }, at: now() };
    } catch (error) {
      failure = { error, at: now() };
      if (!known) throw error;
      report(error);
      known.at = now() - MAX_AGE_MS + COOLDOWN_MS;
    }
    return known.document;
  }

  return () => {
    if (known && now() - known.at < MAX_AGE_MS) return Promise.resolve(known.document);
    if (!known && failure && now() - failure.at < FAILURE_MS) return Promise.reject(failure.error);
    return underway ??= refresh().finally(() => underway = undefined);
  };
}

async function fetchMetadata(issuer: string, name: IssuerDocument, send: typeof fetch) {
  const response = await send(documentUrl(name, issuer), {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the authorization server answered ${response.status}`);
  const document = await response.json() as Record<string, unknown> | null;
  if (document?.issuer !== issuer) throw new Error("the metadata names another issuer");
  return document;
}

// OpenID Connect Discovery §4 appends to the issuer what RFC 8414 §3.1 inserts before its path.
function documentUrl(name: IssuerDocument, issuer: string): string {
  return name === "openid-configuration"
    ? `${issuer}/.well-known/${name}`
    : wellKnownUrl(name, issuer);
}
