// The store of the tests against the cases of every store, which run on PGlite theme by theme.

import assert from "node:assert/strict";
import { createMemoryLibrary } from "./memory_store.ts";
import { ALL_THEMES, storeCases } from "./store_cases.ts";

storeCases("the memory store", () => {
  let time = 0;
  return Promise.resolve({
    ...createMemoryLibrary({ now: () => time }),
    setClock: (to: number) => Promise.resolve(void (time = to)),
    stop: () => Promise.resolve(),
  });
});

Deno.test("every theme of the cases runs on PGlite", async () => {
  const themes: (string | undefined)[] = [];
  for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
    if (!/^store_\w+_test\.ts$/.test(name)) continue;
    const text = await Deno.readTextFile(new URL(name, import.meta.url));
    themes.push(/\["(\w+)"\]\);/.exec(text)?.[1]);
  }
  assert.deepEqual(themes.toSorted(), ALL_THEMES.toSorted());
});
