// All paths at which known clients look for OAuth metadata. Both functions build their routes from this table, and
// the doctor requests each path.

/** Kinds of metadata, in this order: RFC 9728, RFC 8414, OpenID Connect Discovery. */
export type MetadataDocument =
  | "oauth-protected-resource"
  | "oauth-authorization-server"
  | "openid-configuration";

/**
 * Where a path is served. `mcp` and `well-known` are Edge Functions; their paths begin with the function's name.
 * `root` is the root of the host. On `*.supabase.co` the root belongs to Supabase; on a custom domain, a proxy maps
 * `/.well-known/…` to function `well-known`.
 */
export type MetadataHost = "mcp" | "well-known" | "root";

export interface MetadataPath {
  servedBy: MetadataHost;
  /** Begins with the function's name, or with `/.well-known/` at the root. `{path}` stands for the resource's path. */
  path: string;
  document: MetadataDocument;
  /** Clients that request this path. */
  clients: readonly string[];
}

/** Clients that follow the challenge's `resource_metadata` (RFC 9728 §5.1). Without a challenge, they try the root. */
const SPECIFICATION = [
  "ChatGPT",
  "claude.ai",
  "Claude Code",
  "opencode",
  "VS Code",
  "Cursor",
  "MCP SDK",
  "mcp-remote",
];
const CODEX = "Codex CLI";
/** Gemini CLI ignores challenges. It uses the authorization server of the first document that it finds. */
const GEMINI = "Gemini CLI";
/** This client treats the resource's host as the authorization server, as MCP revision 2025-03-26 requires. */
const OLD_SDK = "MCP SDK before 1.11";

/** All paths, in the order in which clients request them. */
export const METADATA_PATHS: readonly MetadataPath[] = [
  {
    servedBy: "mcp",
    path: "/mcp/.well-known/oauth-protected-resource",
    document: "oauth-protected-resource",
    clients: [CODEX],
  },
  {
    servedBy: "well-known",
    path: "/well-known/oauth-protected-resource/mcp",
    document: "oauth-protected-resource",
    clients: SPECIFICATION,
  },
  atRoot("oauth-protected-resource{path}", [...SPECIFICATION, CODEX, GEMINI]),
  atRoot("oauth-protected-resource", [...SPECIFICATION, CODEX, GEMINI]),
  atRoot("oauth-authorization-server{path}", [...SPECIFICATION, CODEX, GEMINI]),
  atRoot("openid-configuration{path}", [...SPECIFICATION, CODEX, GEMINI]),
  {
    servedBy: "mcp",
    path: "/mcp/.well-known/openid-configuration",
    document: "openid-configuration",
    clients: [CODEX, GEMINI, "mcp-remote"],
  },
  // For clients that append `/.well-known/…` to the resource's path.
  {
    servedBy: "mcp",
    path: "/mcp/.well-known/oauth-authorization-server",
    document: "oauth-authorization-server",
    clients: [],
  },
  atRoot("oauth-authorization-server", [...SPECIFICATION, CODEX, GEMINI, OLD_SDK]),
  atRoot("openid-configuration", [...SPECIFICATION, GEMINI]),
  // For a proxy that maps the root of a domain to function `well-known`.
  mapped("oauth-protected-resource", ""),
  mapped("oauth-authorization-server", ""),
  mapped("oauth-authorization-server", "/mcp"),
  mapped("openid-configuration", ""),
  mapped("openid-configuration", "/mcp"),
];

export function metadataPathsOf(host: MetadataHost): readonly MetadataPath[] {
  return METADATA_PATHS.filter(({ servedBy }) => servedBy === host);
}

/**
 * The URL that clients request.
 * @param resource the public URL of `/mcp`
 */
export function metadataPathUrl({ servedBy, path }: MetadataPath, resource: string): string {
  const { origin, pathname } = new URL(resource);
  if (servedBy === "root") return origin + path.replace("{path}", pathname);
  return origin + pathname.replace(/\/mcp$/, path);
}

function atRoot(
  name: MetadataDocument | `${MetadataDocument}{path}`,
  clients: readonly string[],
): MetadataPath {
  const document = name.replace("{path}", "") as MetadataDocument;
  return { servedBy: "root", path: `/.well-known/${name}`, document, clients };
}

function mapped(document: MetadataDocument, suffix: "" | "/mcp"): MetadataPath {
  return {
    servedBy: "well-known",
    path: `/well-known/${document}${suffix}`,
    document,
    clients: [],
  };
}
