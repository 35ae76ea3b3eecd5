// The formulas for waiting in queues that the simulation is checked against.

/**
 * Mean wait of an M/M/c queue (Erlang C).
 * @param rate arrivals a second
 * @param service seconds
 */
export function meanWait(rate: number, service: number, servers: number): number {
  const load = rate * service;
  let term = 1;
  let sum = 1;
  for (let n = 1; n < servers; n++) {
    term *= load / n;
    sum += term;
  }
  const last = term * (load / servers) / (1 - load / servers);
  const waits = last / (sum + last);
  return waits * service / (servers - load);
}
