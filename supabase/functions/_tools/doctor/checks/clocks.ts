// Whether the clocks agree: a token is "not valid yet" for a server whose clock is behind.

import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import type { Exchange } from "../exchange.ts";
import { fault, type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { initialize } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { listed } from "../words.ts";

/** What verifiers forgive, and a second for the precision of `Date`. */
const TOLERANCE_S = 6;

/** By the `Date` of their answers (RFC 9110 §6.6.1), which is precise to a second. */
export async function* clocks(visit: Visit): AsyncGenerator<Finding> {
  const server = offsetOf((await initialize(visit)).exchange);
  const issuer = visit.issuer === undefined
    ? undefined
    : offsetOf(await visit.send(wellKnownUrl("oauth-authorization-server", visit.issuer)));
  if (server === undefined && issuer === undefined) {
    yield skipped("clocks", "nobody sends a Date");
    return;
  }
  // Between the two of them it matters; this machine's own clock shows who is wrong.
  const apart = Math.abs((server ?? 0) - (issuer ?? server ?? 0));
  const wrong = [["the server", server], ["the authorization server", issuer]] as const;
  const off = wrong.filter(([, offset]) => Math.abs(offset ?? 0) > TOLERANCE_S);
  if (apart <= TOLERANCE_S && off.length === 0) {
    yield ok("clocks", "agree");
    return;
  }
  const found = off.map(([who, offset = 0]) =>
    `${who} is ${Math.round(Math.abs(offset))} s ${offset > 0 ? "ahead" : "behind"}`
  );
  if (apart <= TOLERANCE_S) {
    yield note("clocks", "they agree, and this machine's is another", fixes.inWords("Set it."));
    return;
  }
  const fix = fixes.inWords("Let it take its time from a time server (NTP).");
  const means = "are refused with fresh tokens, or may keep stale ones";
  yield problem("clocks", `${listed(found)}, seen from here`, fault("everyone", means, fix));
}

/** Seconds that the other's clock is ahead of this one's; in the middle of the exchange. */
function offsetOf(exchange: Exchange): number | undefined {
  if (!exchange.answered) return undefined;
  const date = Date.parse(exchange.headers.get("Date") ?? "");
  if (Number.isNaN(date)) return undefined;
  return (date + 500 - (Date.now() - exchange.ms / 2)) / 1000;
}
