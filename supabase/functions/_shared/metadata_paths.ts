// Every path at which a known client looks for OAuth metadata, and what serves it. Both functions build
// their routes from this table; the doctor asks each path.

/** The documents: RFC 9728, RFC 8414 and OpenID Connect Discovery. */
export type MetadataDocument =
  | "oauth-protected-resource"
  | "oauth-authorization-server"
  | "openid-configuration";

/**
 * Where a path is. `mcp` and `well-known` are functions, and paths begin with the function's name. The
 * root of the host belongs to the platform on `*.supabase.co`; behind a domain of its own a proxy maps
 * `/.well-known/…` to function `well-known`.
 */
export type MetadataHost = "mcp" | "well-known" | "root";

export interface MetadataPath {
  servedBy: MetadataHost;
  /** From the function's name on, or from the root; `{path}` is the path of the resource. */
  path: string;
  document: MetadataDocument;
  /** Clients that ask for it. */
  clients: readonly string[];
}

/** Follow the challenge's `resource_metadata` (RFC 9728 §5.1), and try the root without one. */
const SPECIFICATION = [
  ...["ChatGPT", "claude.ai", "Claude Code", "opencode", "VS Code", "Cursor"],
  ...["MCP SDK", "mcp-remote"],
];
const CODEX = "Codex CLI";
/** Reads no challenge, and signs in to the authorization server of the first document it finds. */
const GEMINI = "Gemini CLI";
/** Takes the host for the authorization server, as revision 2025-03-26 had it. */
const OLD_SDK = "MCP SDK before 1.11";

/** In the order in which a client tries them. */
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
  // For clients that append the well-known part to a path.
  {
    servedBy: "mcp",
    path: "/mcp/.well-known/oauth-authorization-server",
    document: "oauth-authorization-server",
    clients: [],
  },
  atRoot("oauth-authorization-server", [...SPECIFICATION, CODEX, GEMINI, OLD_SDK]),
  atRoot("openid-configuration", [...SPECIFICATION, GEMINI]),
  // Asked for by a proxy that maps the root of a domain to this function.
  mapped("oauth-protected-resource", ""),
  mapped("oauth-authorization-server", ""),
  mapped("oauth-authorization-server", "/mcp"),
  mapped("openid-configuration", ""),
  mapped("openid-configuration", "/mcp"),
];

/** The paths of one host, for its routes. */
export function metadataPathsOf(host: MetadataHost): readonly MetadataPath[] {
  return METADATA_PATHS.filter(({ servedBy }) => servedBy === host);
}

/**
 * The URL that a client asks for.
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
