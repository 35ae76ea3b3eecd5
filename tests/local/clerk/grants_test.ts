// Disconnecting an application: what happens to its tokens.
import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { refreshAuthorization } from "@modelcontextprotocol/sdk/client/auth.js";
import { obtainTokens, register, withClerk } from "./oauth_client.ts";

Deno.test("revokeGrants() revokes the refresh tokens of all clients; a new sign-in works", () =>
  withClerk({}, async (clerk) => {
    const clients = await Promise.all([register(clerk), register(clerk)]);
    const before = await Promise.all(clients.map((client) => obtainTokens(client, "Alice")));
    clerk.revokeGrants();
    for (const [index, { issuer, ...known }] of clients.entries()) {
      const refreshToken = before[index]?.refresh_token ?? "";
      const refreshed = refreshAuthorization(issuer, { ...known, refreshToken });
      await assert.rejects(refreshed, { name: "InvalidGrantError" });
    }
    const [client] = clients;
    assert.ok((await obtainTokens(client, "Alice")).refresh_token);
  }));

Deno.test("revokeGrants() marks opaque access tokens as revoked", () =>
  withClerk({ accessTokens: "opaque" }, async (clerk) => {
    const { access_token } = await obtainTokens(await register(clerk), "Alice");
    const revoked = async () => {
      const response = await fetch(`${clerk.apiUrl}/oauth_applications/access_tokens/verify`, {
        method: "POST",
        headers: {
          "authorization": `Bearer ${clerk.secretKey}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ access_token }),
      });
      return (await response.json()).revoked;
    };
    assert.equal(await revoked(), false);
    clerk.revokeGrants();
    assert.equal(await revoked(), true);
  }));
