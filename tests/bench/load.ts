// Loads one address with wrk (Debian's package) and says how fast it answered.

import { run } from "../suites/program.ts";
import type { Message } from "../mcp/message.ts";

/** Connections at a time that keep a server busy. */
export const MANY = 16;

interface Load {
  requests: number;
  requestsPerSecond: number;
  /** Microseconds. */
  p50: number;
  p99: number;
}

// wrk prints for people; this prints for us.
const REPORT = `
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"duration":%d,"failed":%d,"p50":%d,"p99":%d}\\n',
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end`;

/**
 * @param messages sent in turn
 * @param connections open at a time, one request on each
 * @throws Error when a request failed
 */
export async function load(
  url: string,
  messages: readonly Message[],
  connections: number,
  seconds: number,
): Promise<Load> {
  const script = await Deno.makeTempFile({ suffix: ".lua" });
  try {
    await Deno.writeTextFile(script, scriptFor(messages) + REPORT);
    const args = ["-t", "1", "-c", `${connections}`, "-d", `${seconds}s`, "-s", script, url];
    const { stdout, stderr, success } = await run("wrk", args);
    const json = stdout.trim().split("\n").at(-1) ?? "";
    if (!success || !json.startsWith("{")) throw new Error(`wrk failed: ${stdout}${stderr}`);
    const { requests, duration, failed, p50, p99 } = JSON.parse(json);
    if (failed > 0 || requests === 0) throw new Error(`${failed} of ${requests} requests failed`);
    return { requests, requestsPerSecond: requests / (duration / 1_000_000), p50, p99 };
  } finally {
    await Deno.remove(script);
  }
}

/** @throws Error with a sentence that says what to do, when there is no wrk */
export async function requireWrk(): Promise<void> {
  await run("wrk", ["-v"]).catch(() => {
    throw new Error("This needs wrk, which is a package of Debian's and others");
  });
}

function scriptFor(messages: readonly Message[]): string {
  const formatted = messages.map(({ headers, body }) => {
    const pairs = Object.entries(headers).map(([name, value]) =>
      `[${quoted(name)}] = ${quoted(value)}`
    );
    return `wrk.format("POST", nil, { ${pairs.join(", ")} }, ${quoted(body)})`;
  });
  return `
local requests, at = {}, 0
function init() requests = { ${formatted.join(",\n")} } end
function request()
  at = at % #requests + 1
  return requests[at]
end`;
}

/** A text of Lua's; every text here is ASCII without line breaks. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
