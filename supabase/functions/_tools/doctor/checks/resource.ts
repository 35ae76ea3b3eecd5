// Checks that the metadata names exactly the examined URL, because clients compare byte for byte (RFC 9728 §3.3).

import type { Answer } from "../exchange.ts";
import { type Finding, type Fix, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type JsonObject, type Session } from "../session.ts";
import { oneLine } from "../text.ts";

/** @param answer the response with the document. A document for another URL is requested again, past caches. */
export async function* resource(
  session: Session,
  document: JsonObject,
  answer: Answer,
): AsyncGenerator<Finding> {
  const named = typeof document.resource === "string" ? document.resource : "";
  if (named === session.url) {
    yield ok("resource", "resource equals the examined URL, byte for byte");
    return;
  }
  const uncached = await session.send(`${answer.url}?doctor=${crypto.randomUUID()}`);
  const fresh = uncached.answered && isObject(uncached.json) ? uncached.json.resource : undefined;
  const found = named === ""
    ? "the metadata names no resource"
    : `${differenceOf(session.url, named)}: ${oneLine(named)}`;
  const fix = fresh === session.url
    ? fixes.advice(
      "A cache serves an old document. Purge the cache, or wait until the document expires.",
    )
    : fixFor(session, named);
  const means = "refuse to sign in: resource must equal the URL that they connect to";
  yield problem("resource", found, { affects: "everyone", means, fix });
}

function differenceOf(typed: string, named: string): string {
  if (!URL.canParse(named)) return "is not a URL";
  const a = new URL(typed);
  const b = new URL(named);
  if (a.host !== b.host) return "names another host";
  if (a.protocol !== b.protocol) {
    return `uses ${b.protocol.slice(0, -1)}, not ${a.protocol.slice(0, -1)}`;
  }
  if (typed.replace(/\/$/, "") === named.replace(/\/$/, "")) return "differs by a trailing slash";
  return a.pathname === b.pathname ? "is spelled differently" : "names another path";
}

function fixFor({ url, isThisProject }: Session, named: string): Fix {
  if (url === `${named}/`) {
    return fixes.useAddress("Use the URL in the metadata. To check it:", oneLine(named));
  }
  return isThisProject
    ? fixes.setSecret(
      "MCP_RESOURCE_URL",
      url,
      "If users should enter this URL, set MCP_RESOURCE_URL:",
    )
    : fixes.advice(`Set resource in the protected resource metadata to ${url}.`);
}
