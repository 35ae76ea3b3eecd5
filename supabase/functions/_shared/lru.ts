// Removes entries from caches of bounded size.

/** Removes the entry that was inserted first. */
export function evictOldest<Key>(map: Map<Key, unknown>): void {
  const { value, done } = map.keys().next();
  if (!done) map.delete(value);
}
