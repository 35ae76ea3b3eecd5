// What stands in the repository is what the sources give, byte for byte, and no larger than it may be.

import assert from "node:assert/strict";
import { buildViews, BUILT } from "./built.ts";

/** As it is sent; compressed, as every gateway in front of it does. */
const MAX_GZIP: Record<string, number> = { list: 60_000, artifact: 250_000, mermaid: 800_000 };

Deno.test("the built views are those of the sources, and small enough to be shown at once", async () => {
  const { modules, sizes } = await buildViews();
  const found = [...Deno.readDirSync(BUILT)].map(({ name }) => name).toSorted();
  assert.deepEqual(found, Object.keys(modules).toSorted());
  for (const [name, text] of Object.entries(modules)) {
    const same = await Deno.readTextFile(`${BUILT}/${name}`) === text;
    assert.ok(same, `${name} is not what \`deno task views:build\` gives`);
  }
  for (const [name, { gzip }] of Object.entries(sizes)) {
    assert.ok(gzip < (MAX_GZIP[name] ?? 0), `${name}: ${gzip} bytes`);
  }
});
