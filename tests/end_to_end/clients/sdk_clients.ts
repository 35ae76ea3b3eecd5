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

interface Connected {
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
  const client = new Client({ name: "v1", version: "1.0.0" });
  const transport = await signedIn(UnauthorizedError, {
    open: () => new StreamableHTTPClientTransport(url, { authProvider: person, fetch }),
    // The SDK's class and interface disagree under exactOptionalPropertyTypes about `sessionId`.
    connect: (transport) => client.connect(transport as Parameters<Client["connect"]>[0]),
    finishAuth: (transport) => transport.finishAuth(person.authorizationCode),
  });
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
    const client = new v2.Client({ name: "v2", version: "1.0.0" }, {
      versionNegotiation: { mode },
    });
    const transport = await signedIn(v2.UnauthorizedError, {
      open: () => new v2.StreamableHTTPClientTransport(url, { authProvider: person, fetch }),
      connect: (transport) => client.connect(transport),
      finishAuth: (transport) => transport.finishAuth(person.callback),
    });
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

interface Connection<Transport> {
  open(): Transport;
  connect(transport: Transport): Promise<void>;
  finishAuth(transport: Transport): Promise<void>;
}

/** Connects; where that takes sign-in, signs in and connects again, as the SDK's documentation shows. */
async function signedIn<Transport>(
  Unauthorized: new () => Error,
  { open, connect, finishAuth }: Connection<Transport>,
): Promise<Transport> {
  const first = open();
  try {
    await connect(first);
    return first;
  } catch (error) {
    if (!(error instanceof Unauthorized)) throw error;
  }
  await finishAuth(first);
  const second = open();
  await connect(second);
  return second;
}
