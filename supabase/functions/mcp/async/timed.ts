// Measures the duration of every method call on a port.

/**
 * @param measure awaits each returned promise and records how long it took
 * @returns a proxy of the port
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
