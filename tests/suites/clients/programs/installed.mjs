// Loads packages of the folder that this file was copied to. Their names are computed, so that Deno
// does not look for them in the project's import map.

/** @param {string} specifier of a package that was installed beside this file */
export const installed = (specifier) => import(specifier);
