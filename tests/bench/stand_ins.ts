// Stands in for PostgREST and for Clerk, answering at once, so that only servers differ. Run with the JWK Set
// as its argument; says `listening on <port>`. Counts the connections it is reached over.

import { complain } from "../local/terminal.ts";
import { ROWS, USERS } from "./rows.ts";

const JSON_TYPE = { headers: { "Content-Type": "application/json" } };
/** The answer of a bucket that has calls left. */
const FULL = '{"wait_ms":0}';
const jwks = Deno.args[0] ?? "";
const rows = JSON.stringify(ROWS);
const users = new Set(USERS);
const peers = new Set<number>();
let requests = 0;

/** @param owner of the requested rows: a server that forgot it must not look fast */
function artifactsOf(owner: string | undefined, body: string, peer: Deno.NetAddr): Response {
  requests++;
  peers.add(peer.port);
  return users.has(owner ?? "")
    ? new Response(body, JSON_TYPE)
    : new Response(null, { status: 400 });
}

async function answer(request: Request, peer: Deno.NetAddr): Promise<Response> {
  const path = request.url.slice(request.url.indexOf("/", 8));
  if (path.startsWith("/rest/v1/artifacts?")) {
    return artifactsOf(/user_id=eq\.(\w+)/.exec(path)?.[1], rows, peer);
  }
  if (path === "/rest/v1/rpc/list_artifacts") {
    return artifactsOf((await request.json()).owner, `{"artifacts":${rows}}`, peer);
  }
  if (path === "/rest/v1/rpc/consume_calls") return new Response(FULL, JSON_TYPE);
  if (path === "/v1/jwks" || path === "/.well-known/jwks.json") {
    return new Response(jwks, JSON_TYPE);
  }
  if (path === "/database-use") return Response.json({ requests, connections: peers.size });
  return new Response(null, { status: 404 });
}

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => complain(`listening on ${port}`),
}, (request, { remoteAddr }) => answer(request, remoteAddr as Deno.NetAddr));
