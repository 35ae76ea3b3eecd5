// The version of this project, which server, doctor and views report. It repeats the version in `deno.json`, which a
// deployed function cannot read; `tests/_shared/version_test.ts` compares the two.

/** Semantic version. */
export const VERSION = "0.2.0";

/** A function that runs from its sources reports this text. The bundler replaces the text by the sources' digest. */
export const NOT_BUNDLED = "not bundled";
