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

/** A running instance and the values a resource server is configured with. */
export interface Clerk {
  /** `iss` of its tokens and base of its OAuth endpoints, without trailing slash. */
  readonly issuer: string;
  /** Backend API as reached from this machine (`CLERK_API_URL`). */
  readonly apiUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** PEM, SPKI (`CLERK_JWT_KEY`). */
  readonly jwtKey: string;
  /**
   * Revokes every grant, as users do when they disconnect an application: no refresh token and no opaque access token
   * is good afterwards. A JWT stays good until it expires.
   */
  revokeGrants(): void;
  /** Ends all connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts an instance. Its clients, sign-ins and refresh tokens live in memory and end with it; with `keyFile` its JWT
 * access tokens stay good for a later start.
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
  server.on("request", asSeenByClients(issuer, provider.callback()));
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
 * The library builds its redirects from the request's origin. Tunnels hand over whatever `Host` they like, so every
 * request is made to look as if it came to the issuer's origin.
 */
function asSeenByClients(issuer: string, handle: RequestListener): RequestListener {
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
