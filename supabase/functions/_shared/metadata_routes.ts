// Routes for the table of metadata paths. Responses are plain data, because the two functions send them differently.

import type { FetchMetadata } from "./authorization_server.ts";
import { type MetadataHost, type MetadataPath, metadataPathsOf } from "./metadata_paths.ts";
import type { ProtectedResourceMetadata } from "./protected_resource.ts";

export interface MetadataDependencies {
  resourceMetadata: ProtectedResourceMetadata;
  fetchMetadata: FetchMetadata;
}

interface MetadataResponse {
  status: 200 | 503;
  headers: Readonly<Record<string, string>>;
  body: object;
}

/** The GET route of one metadata path. */
interface MetadataRoute extends MetadataPath {
  /** @param logError logs why Clerk's document is unavailable */
  respond(logError: (error: unknown) => void): Promise<MetadataResponse>;
}

/** Clients may cache documents: they change only with a deployment or with Clerk's settings. */
export const CACHED = { "Cache-Control": "public, max-age=300" };

const UNAVAILABLE: MetadataResponse = {
  status: 503,
  headers: { "Retry-After": "5", "Cache-Control": "no-store" },
  body: {
    error: "temporarily_unavailable",
    message: "The authorization server's metadata cannot be fetched; try again",
  },
};

/** @returns the routes of one function */
export function metadataRoutes(
  host: MetadataHost,
  { resourceMetadata, fetchMetadata }: MetadataDependencies,
): readonly MetadataRoute[] {
  return metadataPathsOf(host).map((path) => ({
    ...path,
    async respond(logError) {
      const { document } = path;
      if (document === "oauth-protected-resource") return cached(resourceMetadata);
      try {
        return cached(await fetchMetadata(document));
      } catch (error) {
        logError(error);
        return UNAVAILABLE;
      }
    },
  }));
}

function cached(body: object): MetadataResponse {
  return { status: 200, headers: CACHED, body };
}
