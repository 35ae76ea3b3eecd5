// What a path of the metadata table answers, as data: both functions send it in their own way.

import type { FetchMetadata } from "./authorization_server.ts";
import { type MetadataHost, type MetadataPath, metadataPathsOf } from "./metadata_paths.ts";
import type { ProtectedResourceMetadata } from "./protected_resource.ts";

export interface MetadataDependencies {
  resourceMetadata: ProtectedResourceMetadata;
  fetchMetadata: FetchMetadata;
}

export interface MetadataResponse {
  status: 200 | 503;
  headers: Readonly<Record<string, string>>;
  body: object;
}

/** One GET route. */
export interface MetadataRoute extends MetadataPath {
  /** @param report gets why Clerk's document cannot be served */
  answer(report: (error: unknown) => void): Promise<MetadataResponse>;
}

/** For documents that change only with a deployment, or with Clerk's settings. */
export const CACHED = { "Cache-Control": "public, max-age=300" };

const UNAVAILABLE: MetadataResponse = {
  status: 503,
  headers: { "Retry-After": "5", "Cache-Control": "no-store" },
  body: {
    error: "temporarily_unavailable",
    message: "The authorization server's metadata cannot be fetched; try again",
  },
};

/** @returns a route for each path of this function in the table of metadata paths */
export function metadataRoutes(
  host: MetadataHost,
  { resourceMetadata, fetchMetadata }: MetadataDependencies,
): readonly MetadataRoute[] {
  return metadataPathsOf(host).map((path) => ({
    ...path,
    async answer(report) {
      const { document } = path;
      if (document === "oauth-protected-resource") return cached(resourceMetadata);
      try {
        return cached(await fetchMetadata(document));
      } catch (error) {
        report(error);
        return UNAVAILABLE;
      }
    },
  }));
}

function cached(body: object): MetadataResponse {
  return { status: 200, headers: CACHED, body };
}
