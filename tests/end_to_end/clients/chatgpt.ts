// A replica of ChatGPT's connectors. After OpenAI's documentation: both client registrations and their
// redirect URIs, PKCE, `resource` as the metadata has it, sign-in for a tool that both declares OAuth
// and answers with a challenge in its result. After reports of what servers saw: the User-Agent, the
// probe for 2026-07-28 and the way back to `initialize`. Inferred from the specification: that it asks
// for `offline_access` where that is offered, and refreshes on 401.

import assert from "node:assert/strict";
import type * as oauth from "oauth4webapi";
import { Account, discover, type Discovery, register } from "./account.ts";
import {
  type Challenge,
  Connector,
  readChallenge,
  type Reply,
  type ToolResult,
} from "./connector.ts";
import { MODERN, Wire } from "./wire.ts";

const CLIENT_ID = "https://chatgpt.com/oauth/client.json";
const REDIRECT_URI = "https://chatgpt.com/connector_platform_oauth_redirect";
const REDIRECT_URI_OF_REGISTERED = "https://chatgpt.com/connector/oauth/";

/** Errors of 2026-07-28: after one of them there is no way back to `initialize`. */
const MODERN_ERRORS = [-32020, -32021, -32022];

interface Descriptor {
  name: string;
  securitySchemes?: { type: string }[];
}

export class ChatGpt {
  /** There once it has signed in. */
  account: Account | undefined;
  /** How often the tokens were renewed. */
  refreshes = 0;
  readonly #connector: Connector;
  readonly #needSignIn = new Set<string>();

  /** @param person who sits before it when it asks to sign in */
  constructor(readonly url: string, readonly person: string, readonly wire = new Wire()) {
    this.#connector = new Connector(url, "openai-mcp/1.0.0", wire.fetch);
  }

  /** Adds the server as a connector. @returns the tools that say they need sign-in */
  async add(): Promise<string[]> {
    const probe = await this.#connector.ask<{ supportedVersions: string[] }>("server/discover");
    if (!probe.result?.supportedVersions.includes(MODERN)) {
      assert.ok(
        !MODERN_ERRORS.includes(probe.error?.code ?? 0),
        probe.error?.message ?? "no error",
      );
      await this.#connector.initialize();
    }
    const { result } = await this.#connector.ask<{ tools: Descriptor[] }>("tools/list");
    for (const { name, securitySchemes = [] } of result?.tools ?? []) {
      if (!securitySchemes.some(({ type }) => type === "noauth")) this.#needSignIn.add(name);
    }
    return [...this.#needSignIn];
  }

  /** Uses a tool; signs in or renews the tokens first where the server asks for it. */
  async use(tool: string, args: Record<string, unknown> = {}): Promise<ToolResult> {
    let reply = await this.#connector.callTool(tool, args);
    if (await this.#obeys(tool, reply)) reply = await this.#connector.callTool(tool, args);
    assert.equal(reply.status, 200);
    assert.ok(reply.result, JSON.stringify(reply));
    return reply.result;
  }

  async #obeys(tool: string, { status, challenge, result }: Reply<ToolResult>): Promise<boolean> {
    if (status === 401 && challenge?.error === "invalid_token" && this.account) {
      this.#take(await this.account.refresh());
      this.refreshes++;
      return true;
    }
    const [inBand] = result?._meta?.["mcp/www_authenticate"] ?? [];
    if (inBand === undefined || !this.#needSignIn.has(tool)) return false;
    this.#take(await this.#signIn(readChallenge(inBand)));
    return true;
  }

  #take(account: Account): void {
    this.account = account;
    this.#connector.accessToken = account.tokens.access_token;
  }

  async #signIn({ resourceMetadataUrl, error, scope = "" }: Challenge): Promise<Account> {
    assert.ok(resourceMetadataUrl && error, "the challenge lacks what ChatGPT looks for");
    const discovery = await discover(this.url, resourceMetadataUrl);
    const offers = discovery.server.scopes_supported?.includes("offline_access");
    const application = {
      discovery,
      ...await this.#identify(discovery),
      scope: offers ? `${scope} offline_access` : scope,
    };
    return await Account.connect(application, this.person);
  }

  // Its metadata document, where the authorization server takes that; else dynamic registration.
  async #identify({ server }: Discovery): Promise<{ client: oauth.Client; redirectUri: string }> {
    if (server.client_id_metadata_document_supported === true) {
      return { client: { client_id: CLIENT_ID }, redirectUri: REDIRECT_URI };
    }
    const redirectUri = REDIRECT_URI_OF_REGISTERED + crypto.randomUUID();
    return { client: await register(server, "ChatGPT", redirectUri), redirectUri };
  }
}
