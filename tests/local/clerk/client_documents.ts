// Client ID Metadata Documents of known clients, so that the stand-in works offline. ChatGPT's is as documented;
// those of Codex CLI and Claude Code match what the programs send.

/** RFC 8252 §7.3: the port of a loopback redirect is chosen at sign-in, host and path are fixed. */
const LOOPBACK = ["http://127.0.0.1/callback", "http://localhost/callback"];

const PUBLIC_CLIENT = {
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  token_endpoint_auth_method: "none",
};
const NATIVE = { ...PUBLIC_CLIENT, redirect_uris: LOOPBACK, application_type: "native" };

const DOCUMENTS = [
  {
    client_id: "https://chatgpt.com/oauth/client.json",
    client_name: "ChatGPT",
    client_uri: "https://chatgpt.com",
    redirect_uris: ["https://chatgpt.com/connector_platform_oauth_redirect"],
    ...PUBLIC_CLIENT,
  },
  {
    client_id: "https://chatgpt.com/oauth/codex/client.json",
    client_name: "Codex",
    ...NATIVE,
  },
  {
    client_id: "https://claude.ai/oauth/claude-code-client-metadata",
    client_name: "Claude Code",
    ...NATIVE,
  },
];

/** URL → document. */
export const CLIENT_DOCUMENTS: Readonly<Record<string, unknown>> = Object.fromEntries(
  DOCUMENTS.map((document) => [document.client_id, document]),
);
