// The version of this project, as server, doctor and views report it. A deployed function cannot read `deno.json`,
// which states it; `tests/_shared/version_test.ts` compares the two.

/** Semantic version. */
export const VERSION = "0.2.0";

/** The digest of a function that runs from its sources. */
export const NOT_BUNDLED = "not bundled";
