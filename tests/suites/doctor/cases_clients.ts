// Misconfigurations that stop particular clients from signing in, renewing tokens or finding the metadata.

import { atMcp } from "./cases_http.ts";
import { redocumented } from "./front.ts";
import type { Misconfiguration } from "./misconfiguration.ts";

const BELOW = /\/mcp\/\.well-known\//;
const NO_OFFLINE = { environment: () => ({ MCP_OFFLINE_ACCESS: "omit" }) };

export const CLIENT_CASES: readonly Misconfiguration[] = [
  {
    what: "initialize needs no token, for Gemini CLI",
    world: { environment: () => ({ MCP_SIGN_IN: "call" }) },
    audience: "gemini",
    finds: "at connect",
    found: /^initialize and server\/discover: answered/,
    fix: /MCP_SIGN_IN=auto$/,
  },
  {
    what: "initialize needs no token, for any client",
    world: { environment: () => ({ MCP_SIGN_IN: "call" }) },
    finds: "at connect",
    warns: ["claude.ai", "Claude Code", "Gemini CLI", "opencode", "LibreChat", "C# SDK", "Dify"],
    found: /answered without a token/,
    fix: /MCP_SIGN_IN=auto$/,
  },
  {
    what: "all clients must sign in on connect, for ChatGPT",
    world: { environment: () => ({ MCP_SIGN_IN: "connect" }) },
    audience: "chatgpt",
    finds: "openai connect",
    found: /connector is answered 401/,
    fix: /MCP_SIGN_IN=auto$/,
  },
  {
    what: "offline_access is not advertised, for VS Code",
    world: NO_OFFLINE,
    audience: "vscode",
    finds: "renewal",
    found: /challenge and scopes_supported lack offline_access/,
    fix: /secrets unset MCP_OFFLINE_ACCESS$/,
  },
  {
    what: "offline_access is not advertised, for Claude Code",
    world: NO_OFFLINE,
    audience: "claude-code",
    finds: "scope request",
    found: /registers profile may not request profile offline_access \(not tested/,
    fix: /secrets unset MCP_OFFLINE_ACCESS$/,
  },
  {
    what: "offline_access is refused to a client that registered with the challenge's scope",
    world: NO_OFFLINE,
    audience: "claude-code",
    signIn: true,
    finds: "scope request",
    found: /\(tested: refused\)/,
    fix: /secrets unset MCP_OFFLINE_ACCESS$/,
  },
  {
    what: "no metadata below the endpoint, for Codex CLI",
    spoil: (request, pass) =>
      BELOW.test(request.url) ? new Response(null, { status: 404 }) : pass(),
    audience: "codex",
    finds: "paths",
    found: /no metadata for Codex CLI: not at \/functions\/v1\/mcp\/\.well-known\/oauth-protected/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "metadata of another address below the endpoint, for Codex CLI",
    spoil: (request, pass) =>
      BELOW.test(request.url)
        ? redocumented(pass(), (it) => ({ ...it, resource: "https://old.example.com/mcp" }))
        : pass(),
    audience: "codex",
    finds: "paths",
    found: /first document that Codex CLI finds is for resource https:\/\/old\.example\.com/,
    fix: /MCP_RESOURCE_URL=/,
    byHand: true,
  },
  {
    what: "claude.com is refused, for Claude",
    spoil: atMcp((answer, request) =>
      request.headers.get("Origin") === "https://claude.com"
        ? new Response(null, { status: 403 })
        : answer
    ),
    audience: "claude",
    finds: "origins",
    found: /POST refuses https:\/\/claude\.com/,
    fix: /let the proxy forward Origin/,
    byHand: true,
  },
  {
    what: "the editor's own origin is refused, for VS Code",
    spoil: atMcp((answer, request) =>
      request.headers.get("Origin")?.startsWith("vscode-file:")
        ? new Response(null, { status: 403 })
        : answer
    ),
    audience: "vscode",
    finds: "origins",
    found: /POST refuses vscode-file:\/\/vscode-app/,
    fix: /let the proxy forward Origin/,
    byHand: true,
  },
  {
    what: "preflights allow every origin",
    spoil: atMcp((answer, request) =>
      request.method === "OPTIONS"
        ? new Response(null, {
          headers: {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Headers": "authorization, content-type, mcp-protocol-version",
          },
        })
        : answer
    ),
    finds: "cors origins",
    found: /allows https:\/\/doctor\.invalid/,
    fix: /with 403/,
    byHand: true,
  },
];
