// What HTTP alone must be like: methods, content, preflight, and who may read the answers.

import type { Answer } from "../exchange.ts";
import { fault, type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { initialize, post, request } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { listed } from "../words.ts";

/** A page that runs a client: MCP Inspector's, when it is started with its defaults. */
const BROWSER = { Origin: "http://localhost:6274" };
const ASKED_HEADERS = ["authorization", "content-type", "mcp-protocol-version"];
const UNREADABLE = "cannot read the answer, so a page that connects learns nothing";

/** Methods, content types, preflight, and CORS on success (MCP, Transports; Fetch, CORS protocol). */
export async function* http(visit: Visit): AsyncGenerator<Finding> {
  yield await methods(visit);
  yield await content(visit);
  yield await preflight(visit);
  yield await readable(visit);
}

async function methods({ send, url }: Visit): Promise<Finding> {
  const [get, remove] = [
    await send(url, { headers: { Accept: "text/event-stream" } }),
    await send(url, { method: "DELETE" }),
  ];
  const bad = [["GET", get], ["DELETE", remove]] as const;
  const wrong = bad.filter(([, it]) => !it.answered || it.status >= 500).map(([name]) => name);
  if (wrong.length > 0) {
    const fix = fixes.inWords(
      "Answer GET and DELETE with 405 where there is no stream and no session.",
    );
    const means = "take it for down";
    return problem("methods", `${listed(wrong)} fail or hang`, fault("everyone", means, fix));
  }
  const statuses = bad.map(([name, it]) => `${name} ${it.answered ? it.status : ""}`);
  if (get.answered && get.status === 200 && /html/i.test(get.headers.get("Content-Type") ?? "")) {
    const fix = fixes.inWords("Connect to the MCP endpoint, often /mcp, not to the site.");
    const found = "GET shows a page: this is a web site";
    return problem("methods", found, fault("everyone", "cannot connect", fix));
  }
  return ok("methods", `are told apart (${listed(statuses)})`);
}

// What no client sends, so that only crashes are faults of the server's.
async function content(visit: Visit): Promise<Finding> {
  const broken = (await post(visit, "{")).exchange;
  const text = (await post(visit, "{}", { "Content-Type": "text/plain" })).exchange;
  const crashed = [broken, text].filter((it) => !it.answered || it.status >= 500);
  if (crashed.length > 0) {
    const fix = fixes.inWords("Answer a body that is no JSON with 400, another type with 415.");
    const means = "take a mistake for an outage, and try again";
    return problem("content", "what is no JSON makes it fail", fault("everyone", means, fix));
  }
  const statuses = [broken, text].map((it) => it.answered ? it.status : 0);
  const refused = statuses.every((status) => status >= 400);
  return refused
    ? ok("content", `what is no JSON is refused (${statuses.join(", ")})`)
    : note("content", `what is no JSON is answered ${statuses.join(", ")}`);
}

async function preflight({ send, url, ours }: Visit): Promise<Finding> {
  const exchange = await send(url, {
    method: "OPTIONS",
    headers: {
      ...BROWSER,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": ASKED_HEADERS.join(","),
    },
  });
  const fix = ours
    ? fixes.inWords("The function answers OPTIONS: let it through, and its answer back.")
    : fixes.inWords(
      `Answer OPTIONS with 204, Access-Control-Allow-Origin and -Headers: ${
        listed(ASKED_HEADERS)
      }.`,
    );
  const lacks = exchange.answered ? lackOf(exchange) : "has no answer";
  if (lacks === undefined) return ok("preflight", "lets pages send a token and a revision");
  const means = "may not send what MCP needs (the Inspector's page)";
  return problem("preflight", `OPTIONS ${lacks}`, fault("browsers", means, fix));
}

function lackOf({ status, headers }: Answer): string | undefined {
  if (status < 200 || status > 299) return `is answered ${status}`;
  if (!headers.has("Access-Control-Allow-Origin")) return "has no Access-Control-Allow-Origin";
  const allowed = (headers.get("Access-Control-Allow-Headers") ?? "").toLowerCase();
  if (allowed.trim() === "*") return "allows * alone, which leaves Authorization out";
  const names = allowed.split(",").map((name) => name.trim());
  const missing = ASKED_HEADERS.filter((name) => !names.includes(name));
  return missing.length > 0 ? `does not allow ${listed(missing)}` : undefined;
}

/** The handshake, and where that asks for sign-in a list, too: refusals are looked at by the challenge. */
async function readable(visit: Visit): Promise<Finding> {
  const { exchange } = await initialize(visit);
  if (!exchange.answered) return skipped("cors", "no answer to initialize");
  const list = (await request(visit, "tools/list")).exchange;
  const answers = [exchange, ...(list.answered && list.status === 200 ? [list] : [])];
  if (answers.every(({ headers }) => headers.has("Access-Control-Allow-Origin"))) {
    return ok("cors", "pages may read answers");
  }
  const fix = fixes.inWords("Send Access-Control-Allow-Origin with every answer, refusals too.");
  const found = "answers have no Access-Control-Allow-Origin";
  return problem("cors", found, fault("browsers", UNREADABLE, fix));
}
