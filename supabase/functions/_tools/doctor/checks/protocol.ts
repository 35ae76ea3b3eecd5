// Whether it speaks MCP: its health, the first message of new clients, and the official client's handshake.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { fault, type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { CLIENT_INFO, discover, errorOf, MODERN, request, resultOf, succeeded } from "../mcp.ts";
import { connect, refusedWith } from "../official_client.ts";
import { isObject, strings, type Visit } from "../visit.ts";
import { listed, quoted } from "../words.ts";

/** Health, `server/discover` (2026-07-28) and `initialize`; notes what kind of server it is. */
export async function* protocol(visit: Visit): AsyncGenerator<Finding> {
  yield await health(visit);
  yield await discovery(visit);
  yield await handshake(visit);
}

/** This project's own; of another server it means nothing that there is none. */
async function health(visit: Visit): Promise<Finding> {
  const exchange = await visit.send(`${visit.url.replace(/\/$/, "")}/health`);
  const { status, version } = exchange.answered && isObject(exchange.json) ? exchange.json : {};
  visit.ours = status === "ok" && typeof version === "string";
  return visit.ours
    ? ok("health", `ok, version ${quoted(String(version), 40)}`)
    : skipped("health", "has no /health: not this project's server");
}

async function discovery(visit: Visit): Promise<Finding> {
  const reply = await discover(visit);
  const { exchange } = reply;
  const revisions = strings(resultOf(reply)?.supportedVersions);
  if (revisions.length > 0) return ok("discover", `speaks ${listed(revisions)}`);
  if (exchange.answered && exchange.status === 401) {
    return note("discover", "is refused without a token");
  }
  // Clients fall back to `initialize` unless they get no answer they understand.
  if (exchange.answered && exchange.status < 500) {
    const said = errorOf(reply)?.message ?? `${exchange.status}`;
    return note("discover", `does not speak ${MODERN} (${quoted(said, 60)}); clients fall back`);
  }
  const found = exchange.answered ? `server/discover makes it fail (${exchange.status})` : "silent";
  const fix = fixes.inWords("Answer what is not known with 404 or 400 and a JSON-RPC error.");
  return problem("discover", found, fault("everyone", "give up before they fall back", fix));
}

async function handshake(visit: Visit): Promise<Finding> {
  const client = new Client(CLIENT_INFO);
  try {
    const transport = await connect(client, visit, undefined);
    if (transport.sessionId !== undefined) visit.session = transport.sessionId;
    const { name = "a server", version = "" } = client.getServerVersion() ?? {};
    const revision = transport.protocolVersion ?? "";
    return ok("initialize", quoted(`${name} ${version}, revision ${revision}`));
  } catch (error) {
    if (refusedWith(error) === 401) {
      visit.asksAtConnect = true;
      visit.closed = !succeeded(await request(visit, "tools/list"));
      const lists = visit.closed ? "nor are its lists open" : "and its lists are open";
      return note("initialize", `is refused without a token, ${lists}`);
    }
    const fix = fixes.inWords("Answer initialize with 200 and a result (MCP, Lifecycle).");
    const found = `the official client cannot connect: ${quoted(String(error), 90)}`;
    return problem("initialize", found, fault("everyone", "cannot connect", fix));
  }
}
