// How it refuses a request without a token, and one with a bad token.

import type { Answer } from "../exchange.ts";
import {
  CANNOT_FIND_SIGN_IN,
  fault,
  type Finding,
  note,
  ok,
  problem,
  skipped,
  unclear,
} from "../finding.ts";
import * as fixes from "../fixes.ts";
import { call, guarded, open } from "../guarded_tool.ts";
import { bearer, initialize, type Reply, request, succeeded } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { parseChallenge } from "../www_authenticate.ts";
import { quoted } from "../words.ts";
import { inBand } from "./chatgpt.ts";

const HEADER = 'WWW-Authenticate: Bearer resource_metadata="<URL>", scope="<scopes>"';

/**
 * A public tool, then the refusals: without a token (RFC 9728 §5.1), with a bad one (RFC 6750 §3.1), and in
 * ChatGPT's dialect. Notes the challenge.
 */
export async function* challenge(visit: Visit): AsyncGenerator<Finding> {
  yield await publicTool(visit);
  const refused = await refusal(visit);
  if (!refused) {
    yield skipped("challenge", "no tool that reads, takes no arguments and needs sign-in");
  } else yield* challengeIn(visit, refused);
  yield* badToken(visit);
  yield await inBand(visit);
}

async function publicTool(visit: Visit): Promise<Finding> {
  const tool = open(visit);
  if (!tool) return skipped("public tool", "none that reads and takes no arguments");
  const reply = await call(visit, tool);
  if (succeeded(reply)) {
    return ok("public tool", `${quoted(tool.name, 40)} answers without a token`);
  }
  const found = `${quoted(tool.name, 40)} says that nobody need sign in, and refuses`;
  const fix = fixes.inWords("Answer it without a token, or declare that it needs one.");
  return problem("public tool", found, fault("everyone", "show an error to guests", fix));
}

/** The first refusal that a connector gets: of the handshake, else of a tool. */
async function refusal(visit: Visit): Promise<Reply | undefined> {
  if (visit.asksAtConnect) return await initialize(visit);
  const tool = guarded(visit);
  return tool && await call(visit, tool);
}

function* challengeIn(visit: Visit, { exchange }: Reply): Generator<Finding> {
  if (!exchange.answered || exchange.status !== 401) {
    const status = exchange.answered ? `answers ${exchange.status}` : "gets no answer";
    const fix = fixes.inWords(`Answer 401 with ${HEADER}`);
    const found = `who has no token ${status}, not 401`;
    yield problem("challenge", found, fault("everyone", "never offer to sign in", fix));
    return;
  }
  const header = exchange.headers.get("WWW-Authenticate");
  const said = header === null ? undefined : parseChallenge(header);
  const { resource_metadata: metadataUrl, scope } = said?.parameters ?? {};
  if (!said) {
    const fix = fixes.inWords(
      `Let the header pass whatever stands before the function, as it sends it: ${HEADER}`,
    );
    yield problem(
      "challenge",
      "401 has no WWW-Authenticate",
      fault("everyone", CANNOT_FIND_SIGN_IN, fix),
    );
  } else if (said.scheme.toLowerCase() !== "bearer") {
    const fix = fixes.inWords(`Send ${HEADER}`);
    const found = `asks for ${quoted(said.scheme, 20)}, not Bearer`;
    yield problem("challenge", found, fault("everyone", CANNOT_FIND_SIGN_IN, fix));
  } else if (metadataUrl === undefined || !URL.canParse(metadataUrl)) {
    const fix = fixes.inWords(`Name the metadata's URL: ${HEADER}`);
    const found = "has no resource_metadata";
    yield problem("challenge", found, fault("everyone", CANNOT_FIND_SIGN_IN, fix));
  } else yield good(metadataUrl, scope);
  if (metadataUrl !== undefined && URL.canParse(metadataUrl)) {
    visit.challenge = { metadataUrl, ...(scope !== undefined && { scope }) };
  }
  if (said && said.unquoted.length > 0) {
    const fix = fixes.inWords(`Put the values in quotes: ${HEADER}`);
    const found = `without quotes: ${said.unquoted.map((name) => quoted(name, 30)).join(", ")}`;
    const means = "read it wrong or not at all";
    yield problem("quoting", found, fault("everyone", means, fix));
  }
  yield readable(exchange);
}

function good(metadataUrl: string, scope: string | undefined): Finding {
  const path = quoted(new URL(metadataUrl).pathname, 60);
  return ok("challenge", `401 names ${path}${scope ? ` and scope ${quoted(scope, 40)}` : ""}`);
}

function readable({ headers }: Answer): Finding {
  const exposed = (headers.get("Access-Control-Expose-Headers") ?? "").toLowerCase();
  const lacks = !headers.has("Access-Control-Allow-Origin")
    ? "has no Access-Control-Allow-Origin"
    : !/\bwww-authenticate\b|^\*$/.test(exposed)
    ? "does not expose WWW-Authenticate"
    : undefined;
  if (lacks === undefined) return ok("cors on 401", "pages may read the challenge");
  const fix = fixes.inWords(
    "Send Access-Control-Allow-Origin: * and Access-Control-Expose-Headers: WWW-Authenticate with refusals, too.",
  );
  const means = "cannot read the challenge, and offer no sign-in (the Inspector's page)";
  return problem("cors on 401", `401 ${lacks}`, fault("browsers", means, fix));
}

async function* badToken(visit: Visit): AsyncGenerator<Finding> {
  const { exchange } = await request(visit, "ping", {}, bearer("doctor"));
  if (!exchange.answered) {
    const fix = fixes.inWords("Ask again; see the server's log.");
    yield unclear("bad token", "no answer to a request with one", fix);
    return;
  }
  const { status, headers } = exchange;
  const { error, resource_metadata } =
    parseChallenge(headers.get("WWW-Authenticate") ?? "").parameters;
  // A second way to the metadata, for servers that show a stranger nothing to refuse.
  if (resource_metadata !== undefined && URL.canParse(resource_metadata)) {
    visit.challenge ??= { metadataUrl: resource_metadata };
  }
  if (status === 401 && error === "invalid_token") {
    yield ok("bad token", "is refused, as invalid_token");
    return;
  }
  if (status !== 401 && !visit.closed && !visit.challenge && !guarded(visit)) {
    visit.authless = true;
    yield note("bad token", "is not looked at: no one is asked to sign in");
    return;
  }
  const fix = fixes.inWords(
    'Answer every request that brings a bad token with 401 and error="invalid_token" (RFC 6750 §3.1).',
  );
  const found = status === 401
    ? 'is refused without error="invalid_token"'
    : `is answered ${status}, not 401`;
  const means = "keep an expired token instead of renewing it";
  yield problem("bad token", found, fault("everyone", means, fix));
}
