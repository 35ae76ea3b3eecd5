// A replica of Claude's connectors. After Anthropic's documentation (connectors: authentication, lazy
// authentication): it connects without a token, signs in on HTTP 401 with `WWW-Authenticate` and on
// nothing else, asks for the scopes of that challenge, takes the first authorization server, and
// repeats the same call. After reports: the names it takes, and that its dialog probes `initialize`
// without a token, where a 200 means to it that the server needs no sign-in
// (anthropics/claude-ai-mcp#1064). Inferred: its User-Agent, its revision.

import assert from "node:assert/strict";
import { Account, discover, register } from "./account.ts";
import { type Challenge, Connector, type ToolResult } from "./connector.ts";
import { Wire } from "./wire.ts";

const REDIRECT_URI = "https://claude.ai/api/mcp/auth_callback";
const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

export class Claude {
  /** Whether the dialog offered to sign in; without that, claude.ai never does. */
  signInWhenAdded = false;
  readonly #connector: Connector;

  /** @param person who sits before it when it asks to sign in */
  constructor(readonly url: string, readonly person: string, readonly wire = new Wire()) {
    this.#connector = new Connector(url, "Claude-User", wire.fetch);
  }

  /** Adds the server as a custom connector. @throws when one tool has a name Claude does not take */
  async add(): Promise<string[]> {
    const probe = await this.#connector.askToInitialize();
    this.signInWhenAdded = probe.status === 401;
    if (this.signInWhenAdded) await this.#signIn(probe.challenge ?? {});
    await this.#connector.initialize();
    const { result } = await this.#connector.ask<{ tools: { name: string }[] }>("tools/list");
    const names = result?.tools.map(({ name }) => name) ?? [];
    const unfit = names.filter((name) => !TOOL_NAME.test(name));
    if (unfit.length > 0) throw new Error(`Claude rejects all tools because of ${unfit}`);
    return names;
  }

  /** Uses a tool, signing in if the server says 401. */
  async use(tool: string, args: Record<string, unknown> = {}): Promise<ToolResult> {
    let reply = await this.#connector.callTool(tool, args);
    if (reply.status === 401) {
      await this.#signIn(reply.challenge ?? {});
      reply = await this.#connector.callTool(tool, args);
    }
    assert.equal(reply.status, 200);
    assert.ok(reply.result, JSON.stringify(reply));
    return reply.result;
  }

  async #signIn({ resourceMetadataUrl, scope }: Challenge): Promise<void> {
    assert.ok(resourceMetadataUrl && scope, "401 without a challenge to follow");
    const discovery = await discover(this.url, resourceMetadataUrl);
    const client = await register(discovery.server, "Claude", REDIRECT_URI);
    const application = { discovery, client, redirectUri: REDIRECT_URI, scope };
    const { tokens } = await Account.connect(application, this.person);
    this.#connector.accessToken = tokens.access_token;
  }
}
