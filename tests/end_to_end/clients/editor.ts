// Replicas of clients that sign in when they connect, which were not run. After reports: VS Code requests the scopes that the resource
// names and no others (stacklok/toolhive#3794), both sign in on the 401 of their first message, register
// dynamically and renew with a refresh token. Inferred: their User-Agents and redirect URIs.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Account, discover, register } from "./account.ts";
import { type Challenge, Connector, type Reply, type ToolResult } from "./connector.ts";
import { Wire } from "./wire.ts";

interface EditorKind {
  name: string;
  userAgent: string;
  redirectUri: string;
  /** Whether it requests `scopes_supported` of the resource instead of the challenge's scope. */
  scopesOfResource: boolean;
}

export const VS_CODE: EditorKind = {
  name: "Visual Studio Code",
  userAgent: "Visual Studio Code/1.108.0",
  redirectUri: "http://127.0.0.1:33418/",
  scopesOfResource: true,
};

export const CURSOR: EditorKind = {
  name: "Cursor",
  userAgent: "Cursor/2.4.0",
  redirectUri: "cursor://anysphere.cursor-mcp/oauth/callback",
  scopesOfResource: false,
};

/** The hosted connector; its way from the dialog on is in `claude.ts`. */
export const CLAUDE_AI: EditorKind = {
  name: "Claude",
  userAgent: "Claude-User",
  redirectUri: "https://claude.ai/api/mcp/auth_callback",
  scopesOfResource: false,
};

export class Editor {
  refreshes = 0;
  /** Sign-in prompts so far. */
  signIns = 0;
  #account: Account | undefined;
  readonly #connector: Connector;

  /** @param user who sits before it when it asks to sign in */
  constructor(
    readonly kind: EditorKind,
    readonly url: string,
    readonly user: string,
    readonly wire = new Wire(),
  ) {
    this.#connector = new Connector(url, kind.userAgent, wire.fetch);
  }

  /** Starts the server's entry. @returns the names of its tools */
  async add(): Promise<string[]> {
    const first = await this.#connector.askToInitialize();
    if (first.status === 401) await this.#obey(first);
    await this.#connector.initialize();
    const { result } = await this.#connector.ask<{ tools: { name: string }[] }>("tools/list");
    return result?.tools.map(({ name }) => name) ?? [];
  }

  /** Uses a tool, renewing the tokens or signing in where the server says 401. */
  async use(tool: string, args: Record<string, unknown> = {}): Promise<ToolResult> {
    let reply = await this.#connector.callTool(tool, args);
    if (reply.status === 401) {
      await this.#obey(reply);
      reply = await this.#connector.callTool(tool, args);
    }
    assert.equal(reply.status, 200);
    return reply.result ?? assert.fail(JSON.stringify(reply));
  }

  async #obey({ challenge }: Reply<unknown>): Promise<void> {
    const renewed = await this.#account?.refresh().catch(() => undefined);
    if (renewed) this.refreshes++;
    this.#account = renewed ?? await this.#signIn(challenge ?? {});
    this.#connector.accessToken = this.#account.tokens.access_token;
  }

  async #signIn({ resourceMetadataUrl, scope }: Challenge): Promise<Account> {
    assert.ok(resourceMetadataUrl && scope, "401 without a challenge to follow");
    this.signIns++;
    const { name, redirectUri, scopesOfResource } = this.kind;
    const discovery = await discover(this.url, resourceMetadataUrl);
    const scopes = scopesOfResource ? discovery.scopes.join(" ") : scope;
    // As SDKs do: what will be requested is what is registered.
    const client = await register(discovery.server, name, redirectUri, {
      scope: scopes,
      application_type: "native",
    });
    return await Account.connect({ discovery, client, redirectUri, scope: scopes }, this.user);
  }
}

const WITHIN_MS = 15_000;

/** Uses the library until `done`; tokens live for two seconds. */
export async function useUntil(editor: Editor, done: () => boolean): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  while (!done()) {
    assert.ok(performance.now() < deadline, "the token never expired");
    assert.equal((await editor.use("artifact_list")).isError, undefined);
    await delay(100);
  }
}
