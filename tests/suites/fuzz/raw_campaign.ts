// Opens many such connections, some at a time, and keeps what went wrong.

import fc from "fast-check";
import { leaksIn, LIMIT_MS, STATUSES } from "./oracle.ts";
import { exchange, type Exchanged, type RawRequest } from "./raw_exchange.ts";
import type { Tally } from "./tally.ts";

/** What the HTTP server itself answers before a function sees anything. */
const OF_THE_SERVER = [414, 417, 505];

interface RawCampaign {
  connections: number;
  seed: number;
  arbitrary: fc.Arbitrary<RawRequest>;
  /** How many at a time. */
  atATime: number;
  port: number;
  secrets: readonly string[];
  tally: Tally;
}

/** @returns a paragraph for each way in which connections went wrong, with the first of them */
export async function runRaw(campaign: RawCampaign): Promise<string[]> {
  const { connections, seed, arbitrary, atATime, port, secrets, tally } = campaign;
  const left = fc.sample(arbitrary, { seed, numRuns: connections }).entries();
  const failures = new Map<string, string[]>();
  const worker = async () => {
    for (const [index, request] of left) {
      const exchanged = await exchange(port, request);
      for (const { status } of exchanged.answers) tally.add(`raw ${status}`);
      if (exchanged.answers.length === 0) tally.add("raw ended");
      tally.slow(exchanged.ms);
      const faults = rawFaults(request, exchanged, secrets);
      if (faults.length === 0) continue;
      const alike = failures.getOrInsert(`${request.name} ${faults}`.replace(/\d+/g, "0"), []);
      alike.push(described(request, index, faults));
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return [...failures.values()].map(([first, ...more]) => `${more.length + 1} times: ${first}`);
}

/** @returns a sentence for each thing that is wrong */
function rawFaults(
  { then }: RawRequest,
  { answers, rest, ended, ms }: Exchanged,
  secrets: readonly string[],
): string[] {
  const statuses = answers.map(({ status }) => status);
  const strange = statuses.filter((status) =>
    !STATUSES.has(status) && !OF_THE_SERVER.includes(status)
  );
  const text = answers.map(({ headers, body }) => headers + body).join("\n") + rest;
  return [
    ...strange.map((status) => `status ${status}`),
    ...(answers.length > 0 || ended ? [] : ["neither answered nor ended"]),
    ...(then === "answered" && answers.length === 0 ? ["ended without an answer"] : []),
    ...(ms <= LIMIT_MS ? [] : [`took ${ms.toFixed(0)} ms`]),
    ...leaksIn(text, secrets),
  ];
}

function described(
  { name, chunks, then }: RawRequest,
  index: number,
  faults: string[],
) {
  const start = new Uint8Array(
    chunks.flatMap((chunk) => [...chunk.subarray(0, 400)]).slice(0, 400),
  );
  return `connection ${index}, ${name} (${then}): ${faults.join("; ")}\n  ` +
    `echo ${start.toBase64()} | base64 -d | nc $HOST $PORT`;
}
