// The official SDKs' clients, both generations behind one face, signing in through a local person.

import * as v2 from "@modelcontextprotocol/client";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { LocalOAuthClient } from "../../local/oauth_client.ts";
import type { CallTool } from "./first_minute.ts";
import type { Wire } from "./wire.ts";

export interface Connected {
  listTools(): Promise<{ tools: unknown[] }>;
  callTool: CallTool;
  /** The revision, as the client itself says. */
  revision: string | undefined;
  /** What a call without sign-in is rejected with. */
  Unauthorized: new () => Error;
  /** Redeems the code that the person brought back from signing in. */
  finishAuth(): Promise<void>;
  close(): Promise<void>;
}

export type Connect = (url: URL, person: LocalOAuthClient, wire: Wire) => Promise<Connected>;

export const connectV1: Connect = async (url, person, { fetch }) => {
  const transport = new StreamableHTTPClientTransport(url, { authProvider: person, fetch });
  const client = new Client({ name: "v1", version: "1.0.0" });
  // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return {
    listTools: () => client.listTools(),
    callTool: (params) => client.callTool(params),
    revision: transport.protocolVersion,
    Unauthorized: UnauthorizedError,
    finishAuth: () => transport.finishAuth(person.authorizationCode),
    close: () => client.close(),
  };
};

/** @param mode how the revision is chosen; the SDK's default is `legacy`, which probes nothing */
export function connectV2(mode: v2.VersionNegotiationMode): Connect {
  return async (url, person, { fetch }) => {
    const transport = new v2.StreamableHTTPClientTransport(url, { authProvider: person, fetch });
    const client = new v2.Client({ name: "v2", version: "1.0.0" }, {
      versionNegotiation: { mode },
    });
    await client.connect(transport);
    return {
      listTools: () => client.listTools(),
      callTool: (params) => client.callTool(params),
      revision: client.getNegotiatedProtocolVersion(),
      Unauthorized: v2.UnauthorizedError,
      finishAuth: () => transport.finishAuth(person.callback),
      close: () => client.close(),
    };
  };
}
