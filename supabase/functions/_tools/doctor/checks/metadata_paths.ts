// Every path at which a known client looks for metadata, and for each client whether it finds any.

import { isSelectable } from "../clients.ts";
import { fault, type Finding, note, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { type Walk, walks } from "../metadata_walk.ts";
import type { Visit } from "../visit.ts";
import { listed, quoted } from "../words.ts";

const CHECK = "paths";

/** Says of each client where its search ends. */
export async function* metadataPaths(visit: Visit): AsyncGenerator<Finding> {
  if (visit.authless) {
    yield skipped(CHECK, "there is no sign-in to find");
    return;
  }
  const all = await walks(visit);
  for (const [path, names] of byPath(all)) {
    yield ok(CHECK, `${listed(names)}: ${quoted(path, 90)}`);
  }
  for (const each of all) {
    if (each.found?.lacks !== undefined) yield wrong(visit, each, each.found.lacks);
    else if (!each.found && looksHere(each)) yield nothing(visit, each);
  }
}

function byPath(all: readonly Walk[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { client, found } of all) {
    if (!found || found.lacks !== undefined) continue;
    paths.set(found.path, [...paths.get(found.path) ?? [], client]);
  }
  return paths;
}

/** Whether it is a client that the user may have, or at least one with a path on this server. */
function looksHere({ client, asked }: Walk): boolean {
  return isSelectable(client) || asked.length > 0;
}

function wrong({ ours, url }: Visit, { client, found }: Walk, lacks: string): Finding {
  const fix = ours
    ? fixes.setSecret("MCP_RESOURCE_URL", url, "If this is the address that people are to type:")
    : fixes.inWords("Serve at every path the document that the challenge leads to, or nothing.");
  const what = `${client}'s first document ${lacks}: ${quoted(found?.path ?? "", 60)}`;
  return problem(CHECK, what, fault([client], "sign-in ends at the metadata", fix));
}

function nothing({ ours }: Visit, { client, asked }: Walk): Finding {
  const [first = "any path: no challenge leads there", ...others] = asked;
  const rest = others.length === 0 ? "" : `, nor at ${others.length} other paths`;
  const found = `no metadata for ${client}: not at ${quoted(first, 80)}${rest}`;
  // The root of the host belongs to the platform.
  if (!isSelectable(client)) return note(CHECK, found);
  const fix = ours
    ? fixes.deploy("Deploy the present functions, which serve it there:")
    : fixes.inWords(`Serve the metadata at ${quoted(first, 80)}.`);
  return problem(CHECK, found, fault([client], "sign-in is not found", fix));
}
