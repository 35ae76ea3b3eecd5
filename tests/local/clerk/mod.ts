// The local Clerk stand-in on a port of 127.0.0.1: sign-in, OAuth and the Backend API of one development instance.
import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import { publishableKeyOf, SECRET_KEY } from "./api_keys.ts";
import { createAuthorizationServer } from "./authorization_server.ts";
import { loadSigningKey } from "./keys.ts";
import { type ClerkOptions, instanceOf } from "./options.ts";
import { createStorage } from "./storage.ts";

export { publishableKeyOf, SECRET_KEY } from "./api_keys.ts";
export type { ClerkOptions } from "./options.ts";
export { userIdOf } from "./people.ts";

/** A running instance, with the values that configure a resource server. */
export interface Clerk {
  /** `iss` of its tokens and base URL of its OAuth endpoints, without a trailing slash. */
  readonly issuer: string;
  /** Base URL of the Backend API on this machine (`CLERK_API_URL`). */
  readonly apiUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** PEM, SPKI (`CLERK_JWT_KEY`). */
  readonly jwtKey: string;
  /**
   * Revokes all grants, as if users disconnect their applications. Refresh tokens and opaque access tokens become
   * invalid; JWTs stay valid until they expire.
   */
  revokeGrants(): void;
  /** Closes all connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts an instance. Clients, sign-ins and refresh tokens are in memory. With `keyFile`, JWT access tokens stay
 * valid after a restart.
 *
 * @throws Error `EADDRINUSE` if the port is taken
 */
export async function startClerk(options: ClerkOptions = {}): Promise<Clerk> {
  const key = await loadSigningKey(options.keyFile);
  const server = createServer();
  const apiUrl = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const issuer = new URL(options.publicUrl ?? apiUrl).origin;
  const storage = createStorage();
  const provider = createAuthorizationServer(instanceOf(options, issuer), key, storage);
  provider.proxy = true;
  server.on("request", withIssuerOrigin(issuer, provider.callback()));
  return {
    issuer,
    apiUrl,
    publishableKey: publishableKeyOf(issuer),
    secretKey: SECRET_KEY,
    jwtKey: key.pem,
    revokeGrants: () => {
      for (const id of storage.deleteGrants()) provider.emit("grant.revoked", undefined, id);
    },
    stop: () => close(server),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  return address.port;
}

/**
 * The library builds redirects from the request's origin, and tunnels may set any `Host`. So every request gets the
 * issuer's origin.
 */
function withIssuerOrigin(issuer: string, handle: RequestListener): RequestListener {
  const { host, protocol } = new URL(issuer);
  return (request, response) => {
    request.headers.host = host;
    request.headers["x-forwarded-proto"] = protocol.slice(0, -1);
    delete request.headers["x-forwarded-host"];
    return handle(request, response);
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
