// Makes things when they are first needed: a worker lives for few requests, and most need little of what
// there is.

/** @returns what `make` makes; the first call makes it, and another one only if that failed, at once or later */
export function lazy<Made>(make: () => Made): () => Made {
  let made: { it: Made } | undefined;
  return () => {
    if (made) return made.it;
    const { it } = made = { it: make() };
    if (it instanceof Promise) it.catch(() => made = undefined);
    return it;
  };
}
