// Measures the duration of every method call on an object, such as the store.

/**
 * @param port an object whose methods return promises
 * @param measure awaits each returned promise and records how long it took
 * @returns a proxy of `port`
 */
export function timed<Port extends object>(
  port: Port,
  measure: <Result>(work: Promise<Result>) => Promise<Result>,
): Port {
  return new Proxy(port, {
    get(port, name, receiver) {
      const method: unknown = Reflect.get(port, name, receiver);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => measure(method.apply(port, args));
    },
  });
}
