// What calls need, as one file of a bundle: the tools' code and the store.

export { connectLibrary } from "./library.ts";
export { TOOLS } from "./tools/mod.ts";
