// Checks that old and new hosts find each tool's view and its CSP (MCP Apps).

import { type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { listResources, readResource } from "../resources.ts";
import { isObject, type JsonObject, type ListedTool, type Session } from "../session.ts";
import { examples, oneLine } from "../text.ts";

const FLAT = "ui/resourceUri";
/** Hosts that read only `_meta["ui/resourceUri"]`, as claude.ai once did. */
const OLDER_HOSTS = ["older hosts of MCP Apps"];
const LIST_READERS = ["hosts that read resources/list"];

/** Compares `_meta["ui/resourceUri"]` with `_meta.ui.resourceUri`, and `resources/list` with `resources/read`. */
export async function* views(session: Session): AsyncGenerator<Finding> {
  const showing = session.tools?.filter((tool) => viewOf(tool) !== undefined) ?? [];
  if (showing.length === 0) {
    yield skipped("views", "no tool has a view");
    return;
  }
  yield flat(session, showing);
  const uris = [...new Set(showing.map((tool) => viewOf(tool) ?? ""))];
  yield await inList(session, uris);
}

function viewOf({ _meta }: ListedTool): string | undefined {
  const uri = isObject(_meta?.ui) ? _meta.ui.resourceUri : undefined;
  return typeof uri === "string" ? uri : undefined;
}

function flat(session: Session, tools: readonly ListedTool[]): Finding {
  const without = tools.filter((tool) => tool._meta?.[FLAT] !== viewOf(tool));
  if (without.length === 0) return ok("flat view", `_meta["${FLAT}"] equals _meta.ui.resourceUri`);
  const fix = deployOr(session, `Set _meta["${FLAT}"] to the address in _meta.ui.resourceUri.`);
  const found = `_meta["${FLAT}"] is missing or different: ${
    examples(without.map(({ name }) => name))
  }`;
  return problem("flat view", found, { affects: OLDER_HOSTS, means: "no view is shown", fix });
}

async function inList(session: Session, uris: readonly string[]): Promise<Finding> {
  const listed = await listResources(session);
  const missing = uris.filter((uri) => !listed.has(uri));
  const check = "listed views";
  if (missing.length > 0) {
    const fix = deployOr(
      session,
      "List the tools' views in resources/list, with their CSP (_meta.ui.csp).",
    );
    const found = `resources/list lacks ${missing.length} of ${uris.length} views: ${
      examples(missing)
    }`;
    return problem(check, found, {
      affects: LIST_READERS,
      means: "no view is shown, or a view without its CSP",
      fix,
    });
  }
  for (const uri of uris) {
    const csp = cspOf(await readResource(session, uri));
    if (csp === undefined || csp === cspOf(listed.get(uri))) continue;
    const fix = deployOr(
      session,
      "Repeat the CSP of resources/read (_meta.ui.csp) in resources/list.",
    );
    const found = `resources/list has a different CSP than resources/read: ${oneLine(uri, 60)}`;
    return problem(check, found, {
      affects: LIST_READERS,
      means: "a view is shown without its CSP",
      fix,
    });
  }
  return ok(check, "resources/list has all views, with their CSP");
}

function cspOf(resource: JsonObject | undefined): string | undefined {
  const { ui }: JsonObject = isObject(resource?._meta) ? resource._meta : {};
  return isObject(ui) && isObject(ui.csp) ? JSON.stringify(ui.csp) : undefined;
}

function deployOr({ isThisProject }: Session, otherwise: string): Fix {
  return isThisProject
    ? fixes.deploy("Deploy the current functions, which do not have this problem:")
    : fixes.advice(otherwise);
}
