// Set up so that single clients cannot sign in, or renew, or find where to: each has a client it must work with.

import { atMcp } from "./cases_http.ts";
import { redocumented } from "./front.ts";
import type { Misconfiguration } from "./misconfiguration.ts";

const BELOW = /\/mcp\/\.well-known\//;
const NO_OFFLINE = { environment: () => ({ MCP_OFFLINE_ACCESS: "omit" }) };

export const CLIENT_CASES: readonly Misconfiguration[] = [
  {
    what: "initialize is open, where Gemini CLI is to connect",
    world: { environment: () => ({ MCP_SIGN_IN: "call" }) },
    audience: "gemini",
    finds: "at connect",
    found: /^initialize and server\/discover: answered/,
    fix: /MCP_SIGN_IN=auto$/,
  },
  {
    what: "initialize is open, and no client is named",
    world: { environment: () => ({ MCP_SIGN_IN: "call" }) },
    finds: "at connect",
    warns: ["claude.ai", "Claude Code", "Gemini CLI", "opencode", "LibreChat", "C# SDK", "Dify"],
    found: /answered without a token/,
    fix: /MCP_SIGN_IN=auto$/,
  },
  {
    what: "all clients are asked as they connect, where ChatGPT is to connect",
    world: { environment: () => ({ MCP_SIGN_IN: "connect" }) },
    audience: "chatgpt",
    finds: "openai connect",
    found: /connector is answered 401/,
    fix: /MCP_SIGN_IN=auto$/,
  },
  {
    what: "offline_access is not advertised, where VS Code is to stay signed in",
    world: NO_OFFLINE,
    audience: "vscode",
    finds: "renewal",
    found: /challenge and scopes_supported lack offline_access/,
    fix: /secrets unset MCP_OFFLINE_ACCESS$/,
  },
  {
    what: "offline_access is not advertised, where Claude Code is to connect",
    world: NO_OFFLINE,
    audience: "claude-code",
    finds: "scope request",
    found: /profile offline_access is requested after profile was registered \(not tried/,
    fix: /secrets unset MCP_OFFLINE_ACCESS$/,
  },
  {
    what: "offline_access is refused to a client that registered with the challenge's scope",
    world: NO_OFFLINE,
    audience: "claude-code",
    signIn: true,
    finds: "scope request",
    found: /\(tried: it is refused\)/,
    fix: /secrets unset MCP_OFFLINE_ACCESS$/,
  },
  {
    what: "no metadata below the endpoint, where Codex CLI is to connect",
    spoil: (request, pass) =>
      BELOW.test(request.url) ? new Response(null, { status: 404 }) : pass(),
    audience: "codex",
    finds: "paths",
    found: /no metadata for Codex CLI: not at \/functions\/v1\/mcp\/\.well-known\/oauth-protected/,
    fix: /functions deploy --use-api$/,
    byHand: true,
  },
  {
    what: "metadata of another address below the endpoint, where Codex CLI is to connect",
    spoil: (request, pass) =>
      BELOW.test(request.url)
        ? redocumented(pass(), (it) => ({ ...it, resource: "https://old.example.com/mcp" }))
        : pass(),
    audience: "codex",
    finds: "paths",
    found: /Codex CLI's first document is about https:\/\/old\.example\.com/,
    fix: /MCP_RESOURCE_URL=/,
    byHand: true,
  },
  {
    what: "claude.com is refused, where Claude is to connect",
    spoil: atMcp((answer, request) =>
      request.headers.get("Origin") === "https://claude.com"
        ? new Response(null, { status: 403 })
        : answer
    ),
    audience: "claude",
    finds: "origins",
    found: /POST refuses https:\/\/claude\.com/,
    fix: /let the proxy pass Origin/,
    byHand: true,
  },
  {
    what: "the editor's own pages are refused, where VS Code is to connect",
    spoil: atMcp((answer, request) =>
      request.headers.get("Origin")?.startsWith("vscode-file:")
        ? new Response(null, { status: 403 })
        : answer
    ),
    audience: "vscode",
    finds: "origins",
    found: /POST refuses vscode-file:\/\/vscode-app/,
    fix: /let the proxy pass Origin/,
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
    finds: "preflight says",
    found: /allows https:\/\/doctor\.invalid/,
    fix: /with 403/,
    byHand: true,
  },
];
