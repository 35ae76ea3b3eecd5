// Compares the clocks: a server whose clock is behind rejects fresh tokens as "not valid yet".

import { wellKnownUrl } from "../../../_shared/well_known_url.ts";
import type { Exchange } from "../exchange.ts";
import { type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { initialize } from "../mcp.ts";
import type { Session } from "../session.ts";
import { listed } from "../text.ts";

/** Seconds: the 5 s that token verifiers tolerate, plus 1 s because header `Date` has no fractions. */
const TOLERANCE_S = 6;

/** Reads the `Date` headers of the server and the authorization server (RFC 9110 §6.6.1). */
export async function* clocks(session: Session): AsyncGenerator<Finding> {
  const server = offsetOf((await initialize(session)).exchange);
  const issuer = session.issuer === undefined
    ? undefined
    : offsetOf(await session.send(wellKnownUrl("oauth-authorization-server", session.issuer)));
  if (server === undefined && issuer === undefined) {
    yield skipped("clocks", "neither the server nor the authorization server sends a Date header");
    return;
  }
  // Only a difference between the two servers affects clients. This machine's clock shows which server is wrong.
  const apart = Math.abs((server ?? 0) - (issuer ?? server ?? 0));
  const offsets = [["the server", server], ["the authorization server", issuer]] as const;
  // If the servers differ by more than the tolerance, one of them is off by more than half of it.
  const tolerance = apart > TOLERANCE_S ? TOLERANCE_S / 2 : TOLERANCE_S;
  const off = offsets.filter(([, offset]) => Math.abs(offset ?? 0) > tolerance);
  if (off.length === 0) {
    yield ok("clocks", `the servers' clocks agree within ${TOLERANCE_S} s`);
    return;
  }
  const found = off.map(([name, offset = 0]) =>
    `${name} is ${Math.round(Math.abs(offset))} s ${offset > 0 ? "ahead" : "behind"}`
  );
  if (apart <= TOLERANCE_S) {
    yield note(
      "clocks",
      "the servers' clocks agree, but this machine's clock differs",
      fixes.advice("Synchronize this machine's clock (NTP)."),
    );
    return;
  }
  const fix = fixes.advice("Synchronize the clock of each named server (NTP).");
  const means = "get fresh tokens rejected, or expired tokens accepted";
  yield problem("clocks", `${listed(found)}, measured from this machine`, {
    affects: "everyone",
    means,
    fix,
  });
}

/** Seconds by which the server's clock is ahead of this machine's, if `Date` was set halfway through the exchange. */
function offsetOf(exchange: Exchange): number | undefined {
  if (!exchange.answered) return undefined;
  const date = Date.parse(exchange.headers.get("Date") ?? "");
  if (Number.isNaN(date)) return undefined;
  return (date + 500 - (Date.now() - exchange.ms / 2)) / 1000;
}
