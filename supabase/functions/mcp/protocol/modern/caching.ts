// How long and by whom results may be kept (MCP 2026-07-28, server/utilities/caching).

import type { Params } from "../features/handler.ts";

/** The scheme of views (MCP Apps, SEP-1865), which are nobody's. */
const VIEWS = "ui://";

interface CachingHints {
  /** Milliseconds for which a client need not ask again. */
  ttlMs: number;
  /** `public`: the same for everybody, so one client's copy may serve another. */
  cacheScope: "public" | "private";
}

// These change with the next deployment, and then without notice.
const DEPLOYED: CachingHints = { ttlMs: 300_000, cacheScope: "public" };
// The same, but they name tools in the form that one client takes.
const DEPLOYED_FOR_CLIENT: CachingHints = { ttlMs: 300_000, cacheScope: "private" };
// Never shared, even while every resource is for everybody: copies would outlast the first that is not.
const PERSONAL: CachingHints = { ttlMs: 0, cacheScope: "private" };

const HINTS: ReadonlyMap<string, CachingHints> = new Map([
  ["server/discover", DEPLOYED_FOR_CLIENT],
  ["tools/list", DEPLOYED_FOR_CLIENT],
  ["prompts/list", DEPLOYED],
  ["resources/templates/list", DEPLOYED],
  ["resources/list", PERSONAL],
  ["resources/read", PERSONAL],
]);

/** The hints on a method's complete results; methods that do things have none. */
export function cachingOf(method: string, { uri }: Params): CachingHints | undefined {
  const isView = method === "resources/read" && `${uri}`.startsWith(VIEWS);
  return isView ? DEPLOYED : HINTS.get(method);
}
