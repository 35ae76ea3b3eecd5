// Whether hosts of every age find a tool's view and its policy (MCP Apps).

import { fault, type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { listResources, readResource } from "../resources.ts";
import { isObject, type JsonObject, type ListedTool, type Visit } from "../visit.ts";
import { examples, quoted } from "../words.ts";

const FLAT = "ui/resourceUri";
/** Hosts that know the flat field alone, as claude.ai once did. */
const OLDER_HOSTS = ["older hosts of views"];
const LIST_READERS = ["hosts that read resources/list"];

/** The flat field beside the nested one, and the views in `resources/list`. */
export async function* views(visit: Visit): AsyncGenerator<Finding> {
  const showing = visit.tools?.filter((tool) => viewOf(tool) !== undefined) ?? [];
  if (showing.length === 0) {
    yield skipped("views", "no tool is known to have one");
    return;
  }
  yield flat(visit, showing);
  const uris = [...new Set(showing.map((tool) => viewOf(tool) ?? ""))];
  yield await inList(visit, uris);
}

function viewOf({ _meta }: ListedTool): string | undefined {
  const uri = isObject(_meta?.ui) ? _meta.ui.resourceUri : undefined;
  return typeof uri === "string" ? uri : undefined;
}

function flat(visit: Visit, tools: readonly ListedTool[]): Finding {
  const without = tools.filter((tool) => tool._meta?.[FLAT] !== viewOf(tool));
  if (without.length === 0) return ok("flat view", `_meta["${FLAT}"] says the same as the nested`);
  const fix = deployOr(visit, `Set _meta["${FLAT}"] to the address in _meta.ui.resourceUri.`);
  const found = `_meta["${FLAT}"] is missing: ${examples(without.map(({ name }) => name))}`;
  return problem("flat view", found, fault(OLDER_HOSTS, "no view is shown", fix));
}

async function inList(visit: Visit, uris: readonly string[]): Promise<Finding> {
  const listed = await listResources(visit);
  const missing = uris.filter((uri) => !listed.has(uri));
  const check = "listed views";
  if (missing.length > 0) {
    const fix = deployOr(visit, "List the views of tools in resources/list, with their policy.");
    const found = `resources/list lacks ${missing.length} of ${uris.length}: ${examples(missing)}`;
    return problem(check, found, fault(LIST_READERS, "no view, or one without its policy", fix));
  }
  for (const uri of uris) {
    const policy = policyOf(await readResource(visit, uri));
    if (policy === undefined || policy === policyOf(listed.get(uri))) continue;
    const fix = deployOr(
      visit,
      "Give the policy of resources/read (_meta.ui.csp) in the list, too.",
    );
    const found = `resources/list has another policy than resources/read: ${quoted(uri, 60)}`;
    return problem(check, found, fault(LIST_READERS, "a view is shown without its policy", fix));
  }
  return ok(check, "are in resources/list, with their policy");
}

function policyOf(resource: JsonObject | undefined): string | undefined {
  const { ui }: JsonObject = isObject(resource?._meta) ? resource._meta : {};
  return isObject(ui) && isObject(ui.csp) ? JSON.stringify(ui.csp) : undefined;
}

function deployOr({ ours }: Visit, otherwise: string): Fix {
  return ours ? fixes.deploy("Deploy the present functions, which do:") : fixes.inWords(otherwise);
}
