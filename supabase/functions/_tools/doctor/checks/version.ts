// Compares the deployed functions with this checkout, if the server runs this project's code.

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
    const found =
      `${name}, deployed from its sources: the doctor cannot compare them with this checkout`;
    yield note("version", found, fixes.deploy("To deploy this checkout with its locked packages:"));
    return;
  }
  const here = await sourceDigest(ROOT).catch(() => undefined); // fails if only the functions were copied, without the rest of the checkout
  const deployed = `${name} (${oneLine(digest, 16)})`;
  if (here === undefined) {
    yield note("version", `${deployed}; the doctor runs outside of a checkout and cannot compare`);
  } else if (digest === here) {
    yield ok("version", `${deployed}, as in this checkout`);
  } else {
    const found = `${deployed} is deployed; this checkout is ${VERSION} (${here})`;
    yield note("version", found, fixes.deploy("To deploy this checkout:"));
  }
}
