// Measures the calls of a port, whatever port it is.

/**
 * @param took is told what each call returned, so that it can wait for it
 * @returns the same port
 */
export function timed<Port extends object>(
  port: Port,
  took: <Result>(work: Promise<Result>) => Promise<Result>,
): Port {
  return new Proxy(port, {
    get(port, name, receiver) {
      const method: unknown = Reflect.get(port, name, receiver);
      if (typeof method !== "function") return method;
      return (...args: unknown[]) => took(method.apply(port, args));
    },
  });
}
