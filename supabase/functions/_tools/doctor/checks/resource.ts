// Whether the metadata is about this very address: clients compare byte for byte (RFC 9728 §3.3).

import type { Answer } from "../exchange.ts";
import { fault, type Finding, type Fix, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type JsonObject, type Visit } from "../visit.ts";
import { quoted } from "../words.ts";

/** @param answer that had the document: it is asked for again past any cache if it is about another address */
export async function* resource(
  visit: Visit,
  document: JsonObject,
  answer: Answer,
): AsyncGenerator<Finding> {
  const named = typeof document.resource === "string" ? document.resource : "";
  if (named === visit.url) {
    yield ok("resource", "is this address, byte for byte");
    return;
  }
  const cached = await visit.send(`${answer.url}?doctor=${crypto.randomUUID()}`);
  const fresh = cached.answered && isObject(cached.json) ? cached.json.resource : undefined;
  const found = named === ""
    ? "the metadata names no resource"
    : `${differenceOf(visit.url, named)}: ${quoted(named)}`;
  const fix = fresh === visit.url
    ? fixes.inWords("A cache serves an old document: purge it, or wait until it expires.")
    : fixFor(visit, named);
  const means = "refuse to sign in: the metadata is about another server";
  yield problem("resource", found, fault("everyone", means, fix));
}

function differenceOf(typed: string, named: string): string {
  if (!URL.canParse(named)) return "is no URL";
  const [a, b] = [new URL(typed), new URL(named)];
  if (a.host !== b.host) return "names another host";
  if (a.protocol !== b.protocol) {
    return `says ${b.protocol.slice(0, -1)}, not ${a.protocol.slice(0, -1)}`;
  }
  if (typed.replace(/\/$/, "") === named.replace(/\/$/, "")) return "differs by a slash at the end";
  return a.pathname === b.pathname ? "is written in another way" : "names another path";
}

function fixFor({ url, ours }: Visit, named: string): Fix {
  if (url === `${named}/`) {
    return fixes.askAgain("Connect to the address as the metadata has it:", quoted(named));
  }
  return ours
    ? fixes.setSecret("MCP_RESOURCE_URL", url, "If this is the address that people are to type:")
    : fixes.inWords(`Name ${url} as the resource, from configuration.`);
}
