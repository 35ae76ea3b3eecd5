// Misconfigurations of TLS: an untrusted certificate, and a server whose configured URL is http.

import assert from "node:assert/strict";
import { createSend } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import type { Database } from "../../local/database.ts";
import { Parts } from "../../local/parts.ts";
import { makeCertificates } from "./certificates.ts";
import { applyFix } from "./apply_fix.ts";
import { redocumented } from "./front.ts";
import { assertGreen, problemOf } from "./verdicts.ts";
import { World } from "./world.ts";

export async function checkTls(t: Deno.TestContext, database: Database): Promise<void> {
  const { ca, ...tls } = await makeCertificates();
  using client = Deno.createHttpClient({ caCerts: [ca] });
  // Trusts the test authority, as clients trust a public one.
  const send = createSend((input, init) => fetch(input, { ...init, client }));
  await using parts = new Parts();
  const world = await parts.add(World.start(database, { tls }));

  await t.step("an untrusted certificate is found", async () => {
    const untrusted = problemOf(await world.examine(), "reachable");
    assert.match(untrusted.found, /certificate/);
    assert.match(untrusted.fix?.text ?? "", /Renew the certificate/);
    assertGreen(await world.examine({ send }), "by https");
  });

  await t.step("http behind https is found in the challenge, and the fix works", async () => {
    world.environment = { MCP_RESOURCE_URL: world.url.replace("https:", "http:") };
    await world.restart();
    const httpBehind = problemOf(await world.examine({ send }), "metadata");
    assert.match(`${httpBehind.found} ${httpBehind.fix?.command}`, /MCP_RESOURCE_URL=https:/);
    await applyFix(world, httpBehind.fix ?? { text: "" }, false);
    assertGreen(await world.examine({ send }), "by https, fixed");
  });

  await t.step("http behind https is found in the metadata", async () => {
    world.front.spoil = (request, pass) =>
      request.url.includes("oauth-protected-resource")
        ? redocumented(pass(), (it) => ({ ...it, resource: world.environment.MCP_RESOURCE_URL }))
        : pass();
    world.environment = { MCP_RESOURCE_URL: world.url.replace("https:", "http:") };
    const resource = problemOf(await world.examine({ send }), "resource");
    assert.match(resource.found, /uses http, not https/);
    assert.match(resource.fix?.command ?? "", /MCP_RESOURCE_URL=https:/);
  });
}
