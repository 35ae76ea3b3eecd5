// Keeps a memory small.

/** Removes the entry that has been in the map for longest. */
export function evictOldest<Key>(map: Map<Key, unknown>): void {
  const { value, done } = map.keys().next();
  if (!done) map.delete(value);
}
