// The MCP side of a hosted connector, as bare as it goes: a JSON-RPC message in a POST, its answer and
// the challenge in it. No SDK, so that what ChatGPT and Claude send can be sent to the letter.

import assert from "node:assert/strict";
// @ts-types="@modelcontextprotocol/sdk/client/auth"
import { extractWWWAuthenticateParams } from "@modelcontextprotocol/sdk/client/auth.js";
import { LEGACY, MODERN } from "./wire.ts";

const TIMEOUT_MS = 10_000;

/** What a challenge (RFC 6750 §3, RFC 9728 §5.1) says. */
export type Challenge = ReturnType<typeof extractWWWAuthenticateParams>;

export interface ToolResult {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
  _meta?: { "mcp/www_authenticate"?: string[] };
}

export interface Reply<Result> {
  status: number;
  result?: Result;
  error?: { code: number; message: string };
  /** Of the header, not of a result. */
  challenge?: Challenge;
}

/** An assistant's connection to a server, signed in or not. */
export class Connector {
  /** Goes into every request once it is there. */
  accessToken: string | undefined;
  revision = MODERN;
  #id = 0;

  constructor(
    readonly url: string,
    readonly userAgent: string,
    readonly fetch: typeof globalThis.fetch,
  ) {}

  /** Sends a request and waits for the answer. */
  async ask<Result>(method: string, params: { name?: string; [key: string]: unknown } = {}) {
    const response = await this.#post({ jsonrpc: "2.0", id: ++this.#id, method }, params);
    // In an outage, the platform answers with a web page.
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const { result, error } = isJson ? await response.json() : await response.body?.cancel() ?? {};
    const header = response.headers.get("WWW-Authenticate");
    const reply: Reply<Result> = {
      status: response.status,
      ...(result && { result }),
      ...(error && { error }),
      ...(header !== null && { challenge: readChallenge(header) }),
    };
    return reply;
  }

  callTool(name: string, args: Record<string, unknown> = {}): Promise<Reply<ToolResult>> {
    return this.ask<ToolResult>("tools/call", { name, arguments: args });
  }

  /** The first message up to 2025-11-25, which may be answered with a challenge. */
  askToInitialize(): Promise<Reply<{ protocolVersion: string }>> {
    this.revision = LEGACY;
    const clientInfo = { name: this.userAgent, version: "1.0.0" };
    const params = { protocolVersion: LEGACY, capabilities: {}, clientInfo };
    return this.ask("initialize", params);
  }

  /** The handshake up to 2025-11-25. */
  async initialize(): Promise<void> {
    const { result } = await this.askToInitialize();
    assert.equal(result?.protocolVersion, LEGACY);
    const response = await this.#post({ jsonrpc: "2.0", method: "notifications/initialized" });
    assert.equal(response.status, 202);
    await response.body?.cancel();
  }

  #post(
    message: { jsonrpc: string; id?: number; method: string },
    params: { name?: string; [key: string]: unknown } = {},
  ): Promise<Response> {
    const { method } = message;
    return this.fetch(this.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "User-Agent": this.userAgent,
        ...(method !== "initialize" && { "MCP-Protocol-Version": this.revision }),
        ...(this.revision === MODERN && { "Mcp-Method": method }),
        ...(this.revision === MODERN && params.name !== undefined && { "Mcp-Name": params.name }),
        ...(this.accessToken !== undefined && { "Authorization": `Bearer ${this.accessToken}` }),
      },
      body: JSON.stringify({ ...message, params: this.#withRevision(params) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }

  #withRevision(params: Record<string, unknown>): Record<string, unknown> {
    if (this.revision !== MODERN) return params;
    const _meta = {
      "io.modelcontextprotocol/protocolVersion": MODERN,
      "io.modelcontextprotocol/clientCapabilities": {},
      "io.modelcontextprotocol/clientInfo": { name: this.userAgent, version: "1.0.0" },
    };
    return { ...params, _meta };
  }
}

/** Reads a challenge wherever it stood: header, or `mcp/www_authenticate` of a result. */
export function readChallenge(value: string): Challenge {
  return extractWWWAuthenticateParams(
    new Response(null, { headers: { "WWW-Authenticate": value } }),
  );
}
