// Collects garbage on SIGUSR2, so that each request finds the same memory. Loaded before the function, which must
// not see it.

import { complain } from "../../local/terminal.ts";
import { COLLECTED } from "./words.ts";

const global = globalThis as { gc?: (options?: { type: string; flavor: string }) => void };
const { gc } = global;
if (!gc) throw new Error("needs --expose-gc");
Reflect.deleteProperty(globalThis, "gc");

Deno.addSignalListener("SIGUSR2", () => {
  gc({ type: "major", flavor: "last-resort" });
  complain(COLLECTED);
});
