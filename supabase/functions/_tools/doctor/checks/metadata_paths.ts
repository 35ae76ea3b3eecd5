// Checks that each known client finds valid metadata at one of the paths that the client requests.

import { isSelectable } from "../clients.ts";
import { type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { type MetadataSearch, searchMetadata } from "../metadata_search.ts";
import type { Session } from "../session.ts";
import { listed, oneLine } from "../text.ts";

const CHECK = "paths";

/** Reports for each client the path at which its search ends. */
export async function* metadataPaths(session: Session): AsyncGenerator<Finding> {
  if (session.authless) {
    yield skipped(CHECK, "the server asks for no sign-in");
    return;
  }
  const searches = await searchMetadata(session);
  for (const [path, names] of byPath(searches)) {
    yield ok(CHECK, `${listed(names)}: ${oneLine(path, 90)}`);
  }
  for (const each of searches) {
    if (each.found?.defect !== undefined) yield wrongDocument(session, each, each.found.defect);
    else if (!each.found && looksHere(each)) yield noDocument(session, each);
  }
}

function byPath(searches: readonly MetadataSearch[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { client, found } of searches) {
    if (!found || found.defect !== undefined) continue;
    paths.set(found.path, [...paths.get(found.path) ?? [], client]);
  }
  return paths;
}

/** Whether option `--client` has a value for the client, or the client requests at least one path on this server. */
function looksHere({ client, tried }: MetadataSearch): boolean {
  return isSelectable(client) || tried.length > 0;
}

function wrongDocument(
  { isThisProject, url }: Session,
  { client, found }: MetadataSearch,
  defect: string,
): Finding {
  const fix = isThisProject
    ? fixes.setSecret(
      "MCP_RESOURCE_URL",
      url,
      "If users should enter this URL, set MCP_RESOURCE_URL:",
    )
    : fixes.advice("At every path, serve the document that the challenge names, or nothing.");
  const what = `the first document that ${client} finds ${defect}: ${
    oneLine(found?.path ?? "", 60)
  }`;
  return problem(CHECK, what, {
    affects: [client],
    means: "sign-in fails, because the client rejects this document",
    fix,
  });
}

function noDocument({ isThisProject }: Session, { client, tried }: MetadataSearch): Finding {
  const [first = "any path, because no challenge names one", ...others] = tried;
  const rest = others.length === 0 ? "" : `, nor at ${others.length} other paths`;
  const found = `no metadata for ${client}: not at ${oneLine(first, 80)}${rest}`;
  // Only a note: these clients look at the root of the host, where a Supabase project cannot serve documents.
  if (!isSelectable(client)) return note(CHECK, found);
  const fix = isThisProject
    ? fixes.deploy("Deploy the current functions. They serve this metadata:")
    : fixes.advice(`Serve the metadata at ${oneLine(first, 80)}.`);
  return problem(CHECK, found, {
    affects: [client],
    means: "the client cannot find where to sign in",
    fix,
  });
}
