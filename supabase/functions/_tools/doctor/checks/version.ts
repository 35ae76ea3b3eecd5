// Compares what is deployed with this checkout, if this project's server answers.

import { fileURLToPath } from "node:url";
import { NOT_BUNDLED, VERSION } from "../../../_shared/version.ts";
import { sourceDigest } from "../../source_digest.ts";
import { type Finding, note, ok } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type Session } from "../session.ts";
import { oneLine } from "../text.ts";

const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));

export async function* version({ isThisProject, send, url }: Session): AsyncGenerator<Finding> {
  if (!isThisProject) return;
  const exchange = await send(`${url}/health`);
  const health = exchange.answered && isObject(exchange.json) ? exchange.json : {};
  const name = oneLine(String(health.version ?? "an unknown version"), 40);
  const digest = String(health.digest ?? NOT_BUNDLED);
  if (digest === NOT_BUNDLED) {
    const found = `${name}, deployed from its sources: not comparable with this checkout`;
    yield note("version", found, fixes.deploy("To deploy this checkout, with its packages:"));
    return;
  }
  const here = await sourceDigest(ROOT).catch(() => undefined); // no checkout: only the functions were copied
  const deployed = `${name} (${oneLine(digest, 16)})`;
  if (here === undefined) {
    yield note("version", `${deployed}; there is no checkout to compare it with`);
  } else if (digest === here) {
    yield ok("version", `${deployed}, as in this checkout`);
  } else {
    const found = `${deployed} is deployed; this checkout is ${VERSION} (${here})`;
    yield note("version", found, fixes.deploy("To deploy this checkout:"));
  }
}
