// Makes things when they are first needed: a worker lives for few requests, and most need little of what
// there is.

/** @returns what `make` makes; it is made by the first call, and only then */
export function once<Made>(make: () => Made): () => Made {
  let made: { it: Made } | undefined;
  return () => (made ??= { it: make() }).it;
}
