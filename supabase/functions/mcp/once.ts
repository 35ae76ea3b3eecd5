// Makes things when they are first needed: a worker lives for few requests, and most need little of what
// there is.

/** @returns what `make` makes; it is made by the first call, and only then unless that fails, at once or later */
export function once<Made>(make: () => Made): () => Made {
  let made: { it: Made } | undefined;
  return () => {
    if (made) return made.it;
    const { it } = made = { it: make() };
    if (it instanceof Promise) it.catch(() => made = undefined);
    return it;
  };
}
