// Checks MCP itself: the health endpoint, `server/discover`, and `initialize` by the official client.

// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { CLIENT_INFO, discover, errorOf, MODERN, request, resultOf, succeeded } from "../mcp.ts";
import { connect, refusedWith } from "../official_client.ts";
import { isObject, type Session, strings } from "../session.ts";
import { listed, oneLine } from "../text.ts";

/** Sets `isThisProject`, `mcpSessionId`, `challengesOnConnect` and `allToolsProtected` of the session. */
export async function* protocol(session: Session): AsyncGenerator<Finding> {
  yield await health(session);
  yield await discovery(session);
  yield await handshake(session);
}

/** Recognizes this project's server by its endpoint `/health`. Other servers need no such endpoint. */
async function health(session: Session): Promise<Finding> {
  const exchange = await session.send(`${session.url.replace(/\/$/, "")}/health`);
  const { status, version } = exchange.answered && isObject(exchange.json) ? exchange.json : {};
  session.isThisProject = status === "ok" && typeof version === "string";
  return session.isThisProject
    ? ok("health", `ok, version ${oneLine(String(version), 40)}`)
    : skipped("health", "no /health endpoint, so this is not a server of this project");
}

async function discovery(session: Session): Promise<Finding> {
  const reply = await discover(session);
  const { exchange } = reply;
  const revisions = strings(resultOf(reply)?.supportedVersions);
  if (revisions.length > 0) return ok("discover", `supports ${listed(revisions)}`);
  if (exchange.answered && exchange.status === 401) {
    return note("discover", "server/discover needs a token");
  }
  // After a response with a status below 500, clients fall back to `initialize`.
  if (exchange.answered && exchange.status < 500) {
    const reason = errorOf(reply)?.message ?? `${exchange.status}`;
    return note(
      "discover",
      `does not support ${MODERN} (${oneLine(reason, 60)}); clients use initialize instead`,
    );
  }
  const found = exchange.answered
    ? `server/discover fails (${exchange.status})`
    : "server/discover gets no answer";
  const fix = fixes.advice("Answer unknown methods with 404 or 400 and a JSON-RPC error.");
  return problem("discover", found, {
    affects: "everyone",
    means: "give up before they try initialize",
    fix,
  });
}

async function handshake(session: Session): Promise<Finding> {
  const client = new Client(CLIENT_INFO);
  try {
    const transport = await connect(client, session, undefined);
    if (transport.sessionId !== undefined) session.mcpSessionId = transport.sessionId;
    const { name = "a server", version = "" } = client.getServerVersion() ?? {};
    const revision = transport.protocolVersion ?? "";
    return ok("initialize", oneLine(`${name} ${version}, revision ${revision}`));
  } catch (error) {
    if (refusedWith(error) === 401) {
      session.challengesOnConnect = true;
      session.allToolsProtected = !succeeded(await request(session, "tools/list"));
      const lists = session.allToolsProtected
        ? "and so does tools/list"
        : "but tools/list does not";
      return note("initialize", `initialize needs a token, ${lists}`);
    }
    const fix = fixes.advice("Answer initialize with 200 and a result (MCP, Lifecycle).");
    const found = `the official client cannot connect: ${oneLine(String(error), 90)}`;
    return problem("initialize", found, { affects: "everyone", means: "cannot connect", fix });
  }
}
