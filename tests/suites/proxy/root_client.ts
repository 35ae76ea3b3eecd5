// The official client, made to ignore what the challenge says about where the metadata is: it must find
// everything at the root of the endpoint's own host (RFC 9728 §3.1).

// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import assert from "node:assert/strict";
import { LocalOAuthClient } from "../../local/oauth_client.ts";

const LIST = { name: "artifact.list", arguments: {} };

interface SignedIn {
  accessToken: string;
  /** Every URL fetched on the way. */
  fetched: string[];
  /** What the tool answered in the end. */
  result: Record<string, unknown>;
}

/** Signs a user in, from the refusal of the handshake, and calls a protected tool. */
export async function signInThroughRoot(mcpUrl: string, name: string): Promise<SignedIn> {
  const person = new LocalOAuthClient(name);
  const fetched: string[] = [];
  const anonymous = openTransport(mcpUrl, person, fetched);
  await assert.rejects(() => connect(anonymous), UnauthorizedError);
  await anonymous.finishAuth(person.authorizationCode);
  const client = await connect(openTransport(mcpUrl, person, fetched));
  const result = await client.callTool(LIST);
  await client.close();
  return { accessToken: person.tokens()?.access_token ?? "", fetched, result };
}

function openTransport(mcpUrl: string, authProvider: LocalOAuthClient, fetched: string[]) {
  return new StreamableHTTPClientTransport(new URL(mcpUrl), {
    authProvider,
    fetch: async (url, init) => {
      fetched.push(new URL(url).href);
      return withoutChallenge(await fetch(url, { ...init, redirect: "manual" }));
    },
  });
}

async function connect(transport: StreamableHTTPClientTransport): Promise<Client> {
  const client = new Client({ name: "root only", version: "1.0.0" });
  // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return client;
}

function withoutChallenge(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.delete("WWW-Authenticate");
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
