// The code that tool calls need: the tools and the store. A bundle loads both at once, through this file.

export { connectLibrary } from "./library.ts";
export { TOOLS } from "./tools/mod.ts";
