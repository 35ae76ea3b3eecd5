// What today's Deno has and the Edge Runtime, at the level of Deno 2.1.4, has not. `task test:edge` holds
// the list against the real 2.1.4.

import later from "./later_apis.json" with { type: "json" };

/** Paths such as `RegExp.escape` or `Map.prototype.getOrInsert`. */
export const LATER_APIS: readonly string[] = Object.values(later).flat();

/**
 * Takes them away from this process, so that a function which uses one fails here as it would there.
 * Not the web's and Node's: Deno and packages themselves rely on those.
 */
export function withoutLaterApis(): void {
  for (const path of [...later.language, ...later.deno]) {
    const names = path.split(".");
    const name = names.pop() ?? "";
    const owner = names.reduce<object>((object, each) => Reflect.get(object, each), globalThis);
    Reflect.deleteProperty(owner, name);
  }
}
