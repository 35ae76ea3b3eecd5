// What we did not write: no package with a known weakness, none under a licence that asks more of users than ours.

import assert from "node:assert/strict";
import { say } from "../local/terminal.ts";
import { audit } from "./dependencies/advisories.ts";
import { startPlantedRegistry } from "./dependencies/planted_registry.ts";
import { checkLicences } from "./dependencies/licences.ts";

const { advisories, unanswered } = await audit();
if (unanswered !== undefined) say(`deno audit: cannot tell, no answer (${unanswered})`);

Deno.test("every package has a licence that was looked at", async () => {
  for (const line of await checkLicences()) say(line);
});

Deno.test("deno audit finds a planted advisory", async () => {
  await using registry = startPlantedRegistry();
  assert.match((await audit(registry.url)).advisories ?? "", /planted/);
});

Deno.test({
  name: "no package has a known advisory",
  ignore: unanswered !== undefined,
  fn: () => assert.equal(advisories, undefined),
});
