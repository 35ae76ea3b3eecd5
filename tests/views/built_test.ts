// The built views in the repository match the sources, byte for byte, and stay below their size limits.

import assert from "node:assert/strict";
import { buildViews, BUILT } from "./built.ts";

/** Compressed bytes, as sent. */
const MAX_GZIP: Record<string, number> = { list: 65_000, artifact: 250_000, mermaid: 800_000 };

Deno.test("views/built/ matches the sources and the size limits", async () => {
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
