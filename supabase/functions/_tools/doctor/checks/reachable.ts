// Whether anything answers at the address, and whether it is the server or something before it.

import { isLoopback } from "../../../_shared/config.ts";
import { type Answer, type Exchange, type NoAnswer, whyNoAnswer } from "../exchange.ts";
import { fault, type Finding, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type Visit } from "../visit.ts";
import { quoted } from "../words.ts";

/** Connectors give up after about a minute in all, and make a dozen requests before the first tool. */
const SLOW_MS = 5_000;

/** Ends early, with a problem, where nothing else could be checked. */
export async function* reachable(visit: Visit): AsyncGenerator<Finding, boolean> {
  yield address(visit);
  const exchange = await visit.send(visit.url, { headers: { Accept: "text/event-stream" } });
  const fate = fateOf(visit, exchange);
  yield fate ?? ok("reachable", `answers, by ${new URL(visit.url).protocol.slice(0, -1)}`);
  if (exchange.answered && !fate && exchange.ms >= SLOW_MS) yield slow(exchange);
  return fate === undefined;
}

function address({ url }: Visit): Finding {
  const { protocol, hostname, search, hash, username } = new URL(url);
  const means = "refuses to connect, or compares another address than the server's";
  if (protocol !== "https:" && !isLoopback(hostname)) {
    const https = url.replace(/^http:/, "https:");
    const fix = fixes.askAgain("Connect to the https address.", https);
    return problem("address", "is not https", fault("everyone", means, fix));
  }
  const plain = url.replace(/[?#].*$/, "").replace(/\/+$/, "");
  if (search !== "" || hash !== "" || username !== "" || (url !== plain && isPath(plain))) {
    const found = "has a trailing slash, a query, a fragment or a name in it";
    const fix = fixes.askAgain("Connect to the address without it, byte for byte.", plain);
    return problem("address", found, fault("everyone", means, fix));
  }
  const local = protocol === "http:" ? ", for clients on this machine" : "";
  return ok("address", `is one that clients take${local}`);
}

function isPath(url: string): boolean {
  return new URL(url).pathname !== "/";
}

function fateOf(visit: Visit, exchange: Exchange): Finding | undefined {
  if (!exchange.answered) return silence(visit, exchange);
  return redirect(exchange) ?? gateway(visit, exchange);
}

function silence({ ours }: Visit, exchange: NoAnswer): Finding {
  const text = exchange.why === "certificate"
    ? "Renew the certificate, and serve it with all certificates between it and a public authority."
    : exchange.why === "name"
    ? "Look for a typing error, else add the DNS record of this name."
    : ours
    ? "See in Supabase's dashboard whether the project is paused, else whether this network lets you out."
    : "Start the server, or open its port.";
  const means = "cannot connect";
  return problem("reachable", whyNoAnswer(exchange), fault("everyone", means, fixes.inWords(text)));
}

function redirect({ status, headers, url }: Answer): Finding | undefined {
  if (status < 300 || status > 399) return undefined;
  const location = headers.get("Location") ?? "";
  const target = URL.canParse(location, url) ? new URL(location, url) : undefined;
  const { origin = "nowhere", pathname = "" } = target ?? {};
  const moved = target !== undefined && pathname === new URL(url).pathname;
  const fix = moved
    ? fixes.askAgain("Connect to the address it leads to.", target.href)
    : fixes.inWords("Take the redirect away, so that the endpoint answers at its own address.");
  const found = `redirects (${status}) to ${quoted(origin + pathname)}`;
  const means = "lose the token on the way, or do not follow";
  return problem("redirect", found, fault("everyone", means, fix));
}

/** What is no answer of the function, but of what stands before it. */
function gateway(visit: Visit, answer: Answer): Finding | undefined {
  const { status, json, headers } = answer;
  const { code, message, error } = isObject(json) ? json : {};
  const says = quoted([code, message, error].filter((part) => part !== undefined).join(" "));
  const locked = status === 401 && !headers.has("WWW-Authenticate") &&
    /authorization header|JWT/i.test(says);
  if (locked) {
    const fix = fixes.deploy(
      "In supabase/config.toml, verify_jwt = false below [functions.mcp] and [functions.well-known]; then:",
    );
    const found = `Supabase's gateway wants a token of its own (${says})`;
    const means = "are refused before the function runs, with no word about where to sign in";
    return problem("gateway", found, fault("everyone", means, fix));
  }
  if (status === 404 && (says !== "" || /not found/i.test(answer.text)) && visit.ours) {
    if (isObject(json) && String(message ?? "").includes("The MCP endpoint is")) {
      const [, right = ""] = /endpoint is (\S+)/.exec(String(message)) ?? [];
      const fix = fixes.askAgain("Connect to the endpoint it names.", quoted(right));
      const found = "the server has nothing at this path";
      return problem("gateway", found, fault("everyone", "cannot connect", fix));
    }
    const fix = fixes.deploy("Deploy the functions to this project:");
    const found = `there is no such function in the project (404 ${says || quoted(answer.text)})`;
    return problem("gateway", found, fault("everyone", "cannot connect", fix));
  }
  if (status >= 500) return broken(visit, answer, says);
  return undefined;
}

function broken({ ours }: Visit, { status, text }: Answer, says: string): Finding {
  const fix = ours
    ? fixes.setAllSecrets(
      "The log of function mcp names every variable that is missing or malformed; mend them, then:",
    )
    : fixes.inWords("See the server's log.");
  const found = `answers ${status} ${says || quoted(text, 60)}`.trim();
  return problem("gateway", found, fault("everyone", "cannot connect", fix));
}

function slow({ ms }: Answer): Finding {
  const found = `the first answer took ${(ms / 1000).toFixed(1)} s`;
  const fix = fixes.inWords(
    "Ask again: a first start may take a second, not more. If it stays, see the function's log for what it waits for.",
  );
  return problem("speed", found, fault("everyone", "may give up while connecting", fix));
}
