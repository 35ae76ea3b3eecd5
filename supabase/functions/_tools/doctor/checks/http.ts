// Checks plain HTTP: methods, content types, preflight, and CORS on responses.

import { PREFLIGHT_HEADERS } from "../../../_shared/cors.ts";
import type { Answer } from "../exchange.ts";
import { type Finding, type Fix, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { initialize, post, request } from "../mcp.ts";
import type { Session } from "../session.ts";
import { listed } from "../text.ts";

/** The origin of MCP Inspector's page at its default address. */
const BROWSER = { Origin: "http://localhost:6274" };
const REQUIRED_HEADERS = ["authorization", "content-type", "mcp-protocol-version"];
const UNREADABLE = "cannot read responses, for example MCP Inspector";

/** Runs the checks. Sources: section Transports of MCP, section "CORS protocol" of the Fetch standard. */
export async function* http(session: Session): AsyncGenerator<Finding> {
  yield await methods(session);
  yield await contentTypes(session);
  yield await preflight(session);
  yield await cors(session);
}

async function methods({ send, url }: Session): Promise<Finding> {
  const get = await send(url, { headers: { Accept: "text/event-stream" } });
  const remove = await send(url, { method: "DELETE" });
  const exchanges = [["GET", get], ["DELETE", remove]] as const;
  const failing = exchanges.filter(([, it]) => !it.answered || it.status >= 500)
    .map(([name]) => name);
  if (failing.length > 0) {
    const fix = fixes.advice(
      "Answer GET and DELETE with 405 if the server has no streams or sessions.",
    );
    const means = "treat the server as down";
    return problem("methods", `no usable response to ${listed(failing)}`, {
      affects: "everyone",
      means,
      fix,
    });
  }
  const statuses = exchanges.map(([name, it]) => `${name} → ${it.answered ? it.status : ""}`);
  if (get.answered && get.status === 200 && /html/i.test(get.headers.get("Content-Type") ?? "")) {
    const fix = fixes.advice("Connect to the MCP endpoint (often /mcp), not to the website.");
    const found = "GET returns a web page: this is not an MCP endpoint";
    return problem("methods", found, { affects: "everyone", means: "cannot connect", fix });
  }
  return ok("methods", statuses.join(", "));
}

// No client sends malformed requests, so only a failure of the server is a problem.
async function contentTypes(session: Session): Promise<Finding> {
  const broken = (await post(session, "{")).exchange;
  const text = (await post(session, "{}", { "Content-Type": "text/plain" })).exchange;
  const crashed = [broken, text].filter((it) => !it.answered || it.status >= 500);
  if (crashed.length > 0) {
    const fix = fixes.advice("Answer invalid JSON with 400 and other content types with 415.");
    const means = "treat a malformed request as an outage and retry";
    return problem("content", "the server fails on a malformed request", {
      affects: "everyone",
      means,
      fix,
    });
  }
  const statuses = [broken, text].map((it) => it.answered ? it.status : 0);
  const found = `invalid JSON → ${statuses[0]}, text/plain → ${statuses[1]}`;
  return statuses.every((status) => status >= 400) ? ok("content", found) : note("content", found);
}

async function preflight({ send, url, isThisProject }: Session): Promise<Finding> {
  const exchange = await send(url, {
    method: "OPTIONS",
    headers: {
      ...BROWSER,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": REQUIRED_HEADERS.join(","),
    },
  });
  const defect = exchange.answered ? defectOf(exchange) : "gets no response";
  if (defect === undefined) return ok("preflight", "allows Authorization and MCP-Protocol-Version");
  const isReplaced = exchange.answered && sorted(allowedHeaders(exchange)) === sorted(SUPABASE);
  const found = isReplaced
    ? `OPTIONS ${defect}: the response has Supabase's own list, not the function's`
    : `OPTIONS ${defect}`;
  const means = isReplaced ? AFTER_INITIALIZE : CANNOT_SEND;
  const fix = preflightFix(isThisProject, isReplaced);
  return problem("preflight", found, { affects: "browsers", means, fix });
}

/** Headers that Supabase's preflight responses for hosted functions allow, by supabase/supabase issue 41334. */
const SUPABASE = ["authorization", "x-client-info", "apikey", "content-type"];
const CANNOT_SEND = "cannot send the headers that MCP needs, for example MCP Inspector";
const AFTER_INITIALIZE =
  "fail after initialize, when they send MCP-Protocol-Version: MCP Inspector and SDKs in web pages. Other clients, such as ChatGPT and Claude, send no preflight";

function preflightFix(isThisProject: boolean, isReplaced: boolean): Fix {
  const names = listed(REQUIRED_HEADERS);
  if (isReplaced) {
    const all = PREFLIGHT_HEADERS["Access-Control-Allow-Headers"];
    return fixes.advice(
      `Use a client outside of browsers, or a proxy on your own domain that sets Access-Control-Allow-Headers: ${all} (supabase/README.md, Well-known).`,
    );
  }
  return fixes.advice(
    isThisProject
      ? "The function itself answers OPTIONS. Let the proxy forward the request and the response unchanged."
      : `Answer OPTIONS with 204, Access-Control-Allow-Origin, and Access-Control-Allow-Headers: ${names}.`,
  );
}

function defectOf(answer: Answer): string | undefined {
  const { status, headers } = answer;
  if (status < 200 || status > 299) return `is answered ${status}`;
  if (!headers.has("Access-Control-Allow-Origin")) return "has no Access-Control-Allow-Origin";
  const allowed = allowedHeaders(answer);
  if (allowed.join() === "*") return "allows only *, which does not include Authorization";
  const missing = REQUIRED_HEADERS.filter((name) => !allowed.includes(name));
  return missing.length > 0 ? `does not allow ${listed(missing)}` : undefined;
}

function allowedHeaders({ headers }: Answer): string[] {
  const allowed = headers.get("Access-Control-Allow-Headers") ?? "";
  return allowed.toLowerCase().split(",").map((name) => name.trim());
}

function sorted(names: readonly string[]): string {
  return names.toSorted().join();
}

/** Whether a browser may read the response to `initialize`, and that to `tools/list` if it has status 200. */
async function cors(session: Session): Promise<Finding> {
  const { exchange } = await initialize(session);
  if (!exchange.answered) return skipped("cors", "no response to initialize");
  const list = (await request(session, "tools/list")).exchange;
  const answers = [exchange, ...(list.answered && list.status === 200 ? [list] : [])];
  if (answers.every(({ headers }) => headers.has("Access-Control-Allow-Origin"))) {
    return ok("cors", "browsers can read responses");
  }
  const fix = fixes.advice(
    "Send Access-Control-Allow-Origin with every response, errors included.",
  );
  const found = "responses have no Access-Control-Allow-Origin";
  return problem("cors", found, { affects: "browsers", means: UNREADABLE, fix });
}
