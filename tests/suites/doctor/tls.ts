// The same by https: a certificate that nobody trusts, and a server that believes it is reached by http.

import assert from "node:assert/strict";
import { createSend } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import type { Database } from "../../local/database.ts";
import { makeCertificates } from "./certificates.ts";
import { cure } from "./cure.ts";
import { redocumented } from "./front.ts";
import { assertGreen, problemOf } from "./verdicts.ts";
import { World } from "./world.ts";

/** @returns sentences about what was seen */
export async function checkTls(database: Database): Promise<string[]> {
  const { ca, ...tls } = await makeCertificates();
  const client = Deno.createHttpClient({ caCerts: [ca] });
  // What everybody does once the certificate is one that everybody trusts.
  const send = createSend((input, init) => fetch(input, { ...init, client }));
  const world = await World.start(database, { tls });
  try {
    const untrusted = problemOf(await world.examine(), "reachable");
    assert.match(untrusted.found, /certificate/);
    assert.match(untrusted.fix?.text ?? "", /Renew the certificate/);
    assertGreen(await world.examine({ send }), "by https");

    world.environment = { MCP_RESOURCE_URL: world.url.replace("https:", "http:") };
    await world.restart();
    const httpBehind = problemOf(await world.examine({ send }), "metadata");
    assert.match(`${httpBehind.found} ${httpBehind.fix?.command}`, /MCP_RESOURCE_URL=https:/);
    await cure(world, httpBehind.fix ?? { text: "" }, false);
    assertGreen(await world.examine({ send }), "by https, mended");

    world.front.spoil = (request, pass) =>
      request.url.includes("oauth-protected-resource")
        ? redocumented(pass(), (it) => ({ ...it, resource: world.environment.MCP_RESOURCE_URL }))
        : pass();
    world.environment = { MCP_RESOURCE_URL: world.url.replace("https:", "http:") };
    const resource = problemOf(await world.examine({ send }), "resource");
    assert.match(resource.found, /says http, not https/);
    assert.match(resource.fix?.command ?? "", /MCP_RESOURCE_URL=https:/);
    return [
      "a certificate that nobody trusts",
      "http behind https, in the challenge",
      "http behind https, in the metadata",
    ];
  } finally {
    client.close();
    await world.stop();
  }
}
