// The search of each known client for metadata, path by path, as `_shared/metadata_paths.ts` has them.

import {
  METADATA_PATHS,
  type MetadataPath,
  metadataPathUrl,
} from "../../_shared/metadata_paths.ts";
import { metadataUrl } from "../../_shared/protected_resource.ts";
import { documentIn, type JsonObject, strings, type Visit } from "./visit.ts";
import { quoted } from "./words.ts";

/** The first document on a client's way decides: clients do not go on after a wrong one. */
export interface Walk {
  client: string;
  asked: string[];
  found?: { path: string; lacks: string | undefined };
}

/** Asks each path once; the order of the table is the order in which a client looks. */
export async function walks(visit: Visit): Promise<Walk[]> {
  const documents = await read(visit);
  const clients = new Set(METADATA_PATHS.flatMap(({ clients }) => clients));
  return [...clients].map((client) => walk(visit, client, documents));
}

async function read(visit: Visit): Promise<Map<string, JsonObject | undefined>> {
  const documents = new Map<string, JsonObject | undefined>();
  for (const url of METADATA_PATHS.map((row) => urlOf(visit, row))) {
    if (url === undefined || documents.has(url)) continue;
    documents.set(
      url,
      documentIn(await visit.send(url, { headers: { Accept: "application/json" } })),
    );
  }
  return documents;
}

/** @returns undefined where a client does not look: nothing leads to that path of this server */
function urlOf({ url, ours, challenge }: Visit, row: MetadataPath): string | undefined {
  if (row.servedBy === "root") return metadataPathUrl(row, url);
  if (row.servedBy === "mcp") return url + row.path.replace(/^\/mcp/, "");
  const here = metadataPathUrl(row, new URL("mcp", url).href);
  if (here === metadataUrl(url)) return challenge?.metadataUrl;
  return ours ? here : undefined;
}

function walk(
  visit: Visit,
  client: string,
  documents: ReadonlyMap<string, JsonObject | undefined>,
): Walk {
  const asked: string[] = [];
  for (const row of METADATA_PATHS.filter(({ clients }) => clients.includes(client))) {
    const url = urlOf(visit, row);
    if (url === undefined) continue;
    const path = new URL(url).pathname;
    const document = documents.get(url);
    asked.push(path);
    if (document) return { client, asked, found: { path, lacks: lackOf(visit, row, document) } };
  }
  return { client, asked };
}

function lackOf(visit: Visit, row: MetadataPath, document: JsonObject): string | undefined {
  if (row.document === "oauth-protected-resource") {
    if (document.resource !== visit.url) return `is about ${quoted(String(document.resource), 60)}`;
    const issuers = strings(document.authorization_servers);
    return issuers.length === 0 ? "names no authorization server" : undefined;
  }
  const { issuer = document.issuer } = visit;
  if (document.issuer !== issuer) return `is of ${quoted(String(document.issuer), 60)}`;
  const named = typeof document.authorization_endpoint === "string";
  return named ? undefined : "names no authorization_endpoint";
}
