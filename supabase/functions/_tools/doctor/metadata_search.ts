// Searches for metadata as each known client does, and finds the clients that get no document or a wrong one.
// `_shared/metadata_paths.ts` lists the paths that each client requests.

import {
  METADATA_PATHS,
  type MetadataPath,
  metadataPathUrl,
} from "../../_shared/metadata_paths.ts";
import { metadataUrl } from "../../_shared/protected_resource.ts";
import { documentIn, type JsonObject, type Session, strings } from "./session.ts";
import { oneLine } from "./text.ts";

/** The result of one client's search, which ends at the first document, even a wrong one. */
export interface MetadataSearch {
  client: string;
  /** The requested paths, in the order of the requests. */
  tried: string[];
  /** The first document. `defect`: why the client rejects the document; undefined = the client accepts it. */
  found?: { path: string; defect: string | undefined };
}

/** Requests each path once, then derives each client's search from the responses. */
export async function searchMetadata(session: Session): Promise<MetadataSearch[]> {
  const documents = await read(session);
  const clients = new Set(METADATA_PATHS.flatMap(({ clients }) => clients));
  return [...clients].map((client) => searchOf(session, client, documents));
}

async function read(session: Session): Promise<Map<string, JsonObject | undefined>> {
  const documents = new Map<string, JsonObject | undefined>();
  for (const url of METADATA_PATHS.map((row) => urlOf(session, row))) {
    if (url === undefined || documents.has(url)) continue;
    documents.set(
      url,
      documentIn(await session.send(url, { headers: { Accept: "application/json" } })),
    );
  }
  return documents;
}

/** @returns the path's URL on the examined server; undefined = no client requests the path there */
function urlOf({ url, isThisProject, challenge }: Session, row: MetadataPath): string | undefined {
  if (row.servedBy === "root") return metadataPathUrl(row, url);
  if (row.servedBy === "mcp") return url + row.path.replace(/^\/mcp/, "");
  const wellKnown = metadataPathUrl(row, new URL("mcp", url).href);
  if (wellKnown === metadataUrl(url)) return challenge?.metadataUrl;
  return isThisProject ? wellKnown : undefined;
}

function searchOf(
  session: Session,
  client: string,
  documents: ReadonlyMap<string, JsonObject | undefined>,
): MetadataSearch {
  const tried: string[] = [];
  for (const row of METADATA_PATHS.filter(({ clients }) => clients.includes(client))) {
    const url = urlOf(session, row);
    if (url === undefined) continue;
    const path = new URL(url).pathname;
    const document = documents.get(url);
    tried.push(path);
    if (document) {
      return { client, tried, found: { path, defect: defectOf(session, row, document) } };
    }
  }
  return { client, tried };
}

function defectOf(session: Session, row: MetadataPath, document: JsonObject): string | undefined {
  if (row.document === "oauth-protected-resource") {
    if (document.resource !== session.url) {
      return `is for resource ${oneLine(String(document.resource), 60)}`;
    }
    const issuers = strings(document.authorization_servers);
    return issuers.length === 0 ? "names no authorization server" : undefined;
  }
  const { issuer = document.issuer } = session;
  if (document.issuer !== issuer) return `is for issuer ${oneLine(String(document.issuer), 60)}`;
  const hasEndpoint = typeof document.authorization_endpoint === "string";
  return hasEndpoint ? undefined : "names no authorization_endpoint";
}
