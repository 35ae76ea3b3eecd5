// Checks that the URL responds, and that the response comes from the function, not from a gateway or proxy.

import { isLoopback } from "../../../_shared/loopback.ts";
import { endpointIn } from "../../../_shared/wrong_path.ts";
import { type Answer, type Exchange, type NoAnswer, noAnswerReason } from "../exchange.ts";
import { type Finding, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { platformAnswer, saysOf } from "../platform.ts";
import { isObject, type Session } from "../session.ts";
import { oneLine } from "../text.ts";

/** Clients send 12 requests before the first tool call, and give up after about a minute: 5 s for each request. */
const SLOW_MS = 5_000;

/** @returns false if the server is not reachable, so that no other check can run */
export async function* reachable(session: Session): AsyncGenerator<Finding, boolean> {
  yield address(session);
  const exchange = await session.send(session.url, { headers: { Accept: "text/event-stream" } });
  const failure = connectionProblem(session, exchange);
  yield failure ?? ok("reachable", `answers over ${new URL(session.url).protocol.slice(0, -1)}`);
  if (exchange.answered && !failure && exchange.ms >= SLOW_MS) yield slow(exchange);
  return failure === undefined;
}

function address({ url }: Session): Finding {
  const { protocol, hostname, search, hash, username } = new URL(url);
  const means = "refuse to connect, or find another URL in the metadata";
  if (protocol !== "https:" && !isLoopback(hostname)) {
    const https = url.replace(/^http:/, "https:");
    const fix = fixes.useAddress("Use the https URL. To check it:", https);
    return problem("address", "the URL is not https", { affects: "everyone", means, fix });
  }
  const plain = url.replace(/[?#].*$/, "").replace(/\/+$/, "");
  if (search !== "" || hash !== "" || username !== "" || (url !== plain && isPath(plain))) {
    const found = "the URL has a trailing slash, a query, a fragment or credentials";
    const fix = fixes.useAddress("Use exactly the following URL. To check it:", plain);
    return problem("address", found, { affects: "everyone", means, fix });
  }
  const local = protocol === "http:" ? ", for clients on this machine only" : "";
  return ok("address", `the URL is valid${local}`);
}

function isPath(url: string): boolean {
  return new URL(url).pathname !== "/";
}

function connectionProblem(session: Session, exchange: Exchange): Finding | undefined {
  if (!exchange.answered) return noConnection(session, exchange);
  return redirect(exchange) ?? gateway(session, exchange);
}

function noConnection(session: Session, exchange: NoAnswer): Finding {
  const means = "cannot connect";
  return problem("reachable", noAnswerReason(exchange), {
    affects: "everyone",
    means,
    fix: fixes.advice(connectionFix(session, exchange)),
  });
}

function connectionFix({ isThisProject }: Session, { reason }: NoAnswer): string {
  if (reason === "certificate") {
    return "Renew the certificate, and serve its full chain up to a public authority.";
  }
  if (reason === "name") return "Check the host name for typing errors, or add its DNS record.";
  if (!isThisProject) return "Start the server, or open its port.";
  return "Check in Supabase's dashboard whether the project is paused, then whether this network " +
    "allows the connection.";
}

function redirect({ status, headers, url }: Answer): Finding | undefined {
  if (status < 300 || status > 399) return undefined;
  const location = headers.get("Location") ?? "";
  const target = URL.canParse(location, url) ? new URL(location, url) : undefined;
  const { origin = "an invalid Location", pathname = "" } = target ?? {};
  const moved = target !== undefined && pathname === new URL(url).pathname;
  const fix = moved
    ? fixes.useAddress("Use the target of the redirect as the URL. To check it:", target.href)
    : fixes.advice("Remove the redirect, so that the endpoint answers at this URL.");
  const found = `redirects (${status}) to ${oneLine(origin + pathname)}`;
  const means = "lose the token on a redirect, or do not follow redirects";
  return problem("redirect", found, { affects: "everyone", means, fix });
}

/** Recognizes responses that come from a gateway or proxy instead of the function. */
function gateway(session: Session, answer: Answer): Finding | undefined {
  const { status, json, headers } = answer;
  const says = saysOf(answer);
  const locked = status === 401 && !headers.has("WWW-Authenticate") &&
    /authorization header|JWT/i.test(says);
  if (locked) {
    const fix = fixes.deploy(
      "In supabase/config.toml, set verify_jwt = false under [functions.mcp] and [functions.well-known]. Then:",
    );
    const found = `Supabase's gateway requires a token that Supabase issued (${says})`;
    const means = "are refused before the function runs, without a challenge";
    return problem("gateway", found, { affects: "everyone", means, fix });
  }
  if (status === 404 && (says !== "" || /not found/i.test(answer.text)) && session.isThisProject) {
    const endpoint = endpointIn(isObject(json) ? String(json.message ?? "") : "");
    if (endpoint !== undefined) {
      const fix = fixes.useAddress(
        "Use the endpoint that the server names. To check it:",
        oneLine(endpoint),
      );
      const found = "the server has no endpoint at this path";
      return problem("gateway", found, { affects: "everyone", means: "cannot connect", fix });
    }
    const fix = fixes.deploy("Deploy the functions to the Supabase project:");
    const found = `the Supabase project has no function at this path (404 ${
      says || oneLine(answer.text)
    })`;
    return problem("gateway", found, { affects: "everyone", means: "cannot connect", fix });
  }
  if (status >= 500) return broken(session, answer);
  return undefined;
}

function broken({ isThisProject }: Session, answer: Answer): Finding {
  const log = isThisProject ? "the log of function mcp" : "the server's log";
  const { found, fix } = platformAnswer(answer, isThisProject) ?? {
    found: `answers ${answer.status} ${saysOf(answer) || oneLine(answer.text, 60)}`.trim(),
    fix: fixes.advice(`See ${log}.`),
  };
  return problem("gateway", found, { affects: "everyone", means: "cannot connect", fix });
}

function slow({ ms }: Answer): Finding {
  const found = `the first response took ${(ms / 1000).toFixed(1)} s`;
  const fix = fixes.advice(
    "Run the doctor again: a cold start takes about a second. If the response stays slow, see the function's log for what it waits for.",
  );
  return problem("speed", found, {
    affects: "everyone",
    means: "may give up while connecting",
    fix,
  });
}
