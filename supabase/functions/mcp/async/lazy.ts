// Lazy initialization: workers are short-lived, and most requests need only a few modules.

/**
 * @returns a function that calls `init` at its first call and keeps the value; if `init` rejects, the next call retries
 */
export function lazy<Value>(init: () => Value): () => Value {
  let initialized: { value: Value } | undefined;
  return () => {
    if (initialized) return initialized.value;
    const value = init();
    initialized = { value };
    if (value instanceof Promise) value.catch(() => initialized = undefined);
    return value;
  };
}
