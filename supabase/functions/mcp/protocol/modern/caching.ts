// Cache hints for results (MCP 2026-07-28, server/utilities/caching).

import type { Params } from "../features/handler.ts";

/** URI scheme of views (MCP Apps, SEP-1865). Views are public. */
const VIEWS = "ui://";

interface CachingHints {
  /** Milliseconds for which a client may reuse the result. */
  ttlMs: number;
  /** `public`: all callers get the same result, so shared caches may store it. */
  cacheScope: "public" | "private";
}

// For results that change only with a deployment, of which clients are not notified.
const DEPLOYED: CachingHints = { ttlMs: 300_000, cacheScope: "public" };
// For results that change only with a deployment but contain tool names, whose form depends on the client.
const DEPLOYED_FOR_CLIENT: CachingHints = { ttlMs: 300_000, cacheScope: "private" };
// Private even for public resources: if a resource becomes private, no shared cache may hold a copy.
const PERSONAL: CachingHints = { ttlMs: 0, cacheScope: "private" };

const HINTS: ReadonlyMap<string, CachingHints> = new Map([
  ["server/discover", DEPLOYED_FOR_CLIENT],
  ["tools/list", DEPLOYED_FOR_CLIENT],
  ["prompts/list", DEPLOYED],
  ["resources/templates/list", DEPLOYED],
  ["resources/list", PERSONAL],
  ["resources/read", PERSONAL],
]);

/** @returns the hints for a method's result; undefined for a method without hints, such as `tools/call` */
export function cachingOf(method: string, { uri }: Params): CachingHints | undefined {
  const isView = method === "resources/read" && `${uri}`.startsWith(VIEWS);
  return isView ? DEPLOYED : HINTS.get(method);
}
