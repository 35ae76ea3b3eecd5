// The limit of a server that remembers tokens as this one does: only the query remains.

import type { Verification } from "../../../supabase/functions/mcp/auth/verification.ts";
import { rememberVerified } from "../../../supabase/functions/mcp/auth/verified_tokens.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";
import { unauthorized, verify } from "./access_token.ts";
import { newestOf } from "./artifacts_table.ts";

const remembered = rememberVerified(async (token): Promise<Verification> => {
  const verified = await verify(`Bearer ${token}`);
  if (!verified) return { outcome: "rejected", reason: "bad_signature" };
  const { clientId, scopes, expiresAt, extra: { userId } } = verified;
  const caller = { userId: userId as UserId, clientId, scopes: new Set(scopes), expiresAt };
  return { outcome: "verified", caller };
});

export default {
  async fetch(request: Request): Promise<Response> {
    const token = request.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
    const verification = await remembered(token);
    if (verification.outcome !== "verified") return unauthorized();
    const { id, params } = await request.json();
    const artifacts = await newestOf(verification.caller.userId, params.arguments.limit);
    return Response.json({ jsonrpc: "2.0", id, result: { structuredContent: { artifacts } } });
  },
};
