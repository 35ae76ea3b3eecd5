// Clients with a Client ID Metadata Document: their client_id is a URL, whose document the stand-in has in memory.
import assert from "node:assert/strict";
import { decodeJwt } from "jose";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import {
  exchangeAuthorization,
  startAuthorization,
} from "@modelcontextprotocol/sdk/client/auth.js";
import { signIn } from "../sign_in.ts";
import { discover, RESOURCE, withClerk } from "./oauth_client.ts";

const CHATGPT = {
  client_id: "https://chatgpt.com/oauth/client.json",
  redirectUrl: "https://chatgpt.com/connector_platform_oauth_redirect",
};

Deno.test("ChatGPT's client_id works offline, with its redirect URI and four scopes", () =>
  withClerk({}, async ({ issuer }) => {
    const metadata = await discover(issuer);
    const clientInformation = { client_id: CHATGPT.client_id };
    const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
      metadata,
      clientInformation,
      redirectUrl: CHATGPT.redirectUrl,
      scope: "openid profile email offline_access",
      resource: RESOURCE,
    });
    const redirect = await signIn(authorizationUrl, "Alice");
    const tokens = await exchangeAuthorization(issuer, {
      metadata,
      clientInformation,
      authorizationCode: redirect.searchParams.get("code") ?? "",
      codeVerifier,
      redirectUri: CHATGPT.redirectUrl,
    });
    const { client_id, aud } = decodeJwt(tokens.access_token);
    assert.deepEqual({ client_id, aud }, { client_id: CHATGPT.client_id, aud: [RESOURCE] });
    assert.ok(tokens.refresh_token);
  }));

Deno.test("an unknown document is not fetched", () =>
  withClerk({}, async ({ issuer }) => {
    const { authorizationUrl } = await startAuthorization(issuer, {
      metadata: await discover(issuer),
      clientInformation: { client_id: "https://example.com/client.json" },
      redirectUrl: "https://example.com/callback",
    });
    await assert.rejects(signIn(authorizationUrl, "Alice"), /invalid_client/);
  }));
