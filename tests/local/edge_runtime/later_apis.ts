// APIs of current Deno that the Edge Runtime (Deno 2.1.4) lacks. `task test:edge` compares the list with the real
// 2.1.4.

import later from "./later_apis.json" with { type: "json" };

/** Paths such as `RegExp.escape` or `Map.prototype.getOrInsert`. */
export const LATER_APIS: readonly string[] = Object.values(later).flat();

/**
 * Removes the APIs from this process, so that a function that uses one fails as on the Edge Runtime. Web and Node
 * APIs stay, because Deno and packages depend on them.
 */
export function withoutLaterApis(): void {
  for (const path of [...later.language, ...later.deno]) {
    const names = path.split(".");
    const name = names.pop() ?? "";
    const owner = names.reduce<object>((object, each) => Reflect.get(object, each), globalThis);
    Reflect.deleteProperty(owner, name);
  }
}
