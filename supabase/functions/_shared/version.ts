// The version of this project, which server, doctor and views report. It repeats the version in `deno.json`, which a
// deployed function cannot read; `tests/_shared/version_test.ts` compares the two.

/** Semantic version. */
export const VERSION = "0.2.0";

/** Reported instead of a digest by a function that runs from its sources. The bundler replaces it. */
export const NOT_BUNDLED = "not bundled";
