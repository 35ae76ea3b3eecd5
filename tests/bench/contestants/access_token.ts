// What every contestant but this server and mcp-handler checks of a token, with the field's own library.

import { createRemoteJWKSet, jwtVerify } from "jose";

const issuer = Deno.env.get("CLERK_ISSUER") ?? "";
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
const expected = {
  issuer,
  audience: Deno.env.get("MCP_RESOURCE_URL") ?? "",
  typ: "at+jwt",
  algorithms: ["RS256"],
};

/** Who a token is of. */
interface Verified {
  token: string;
  clientId: string;
  scopes: string[];
  /** Unix time in seconds. */
  expiresAt: number;
  extra: { userId: string };
}

/** @returns `undefined` when there is no token, or none that may pass */
export async function verify(authorization: string | null): Promise<Verified | undefined> {
  const token = /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return undefined;
  try {
    const { payload: { sub = "", client_id, scope, exp = 0 } } = await jwtVerify(
      token,
      keys,
      expected,
    );
    const scopes = `${scope}`.split(" ");
    if (!scopes.includes("profile")) return undefined;
    return { token, clientId: `${client_id}`, scopes, expiresAt: exp, extra: { userId: sub } };
  } catch {
    return undefined;
  }
}

/** What a server answers without a token that may pass. */
export function unauthorized(): Response {
  const challenge = `Bearer resource_metadata="${Deno.env.get("MCP_RESOURCE_URL")}/metadata"`;
  return new Response(null, { status: 401, headers: { "WWW-Authenticate": challenge } });
}
