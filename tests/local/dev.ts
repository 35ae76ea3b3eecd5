// `deno task dev`: starts the local stack and ends it with Ctrl-C. Says something at once and only then
// loads the rest, since on a new machine that means downloading packages.

import { type DevOptions, readDevOptions, USAGE } from "./dev_options.ts";
import { whenNpxIsGone } from "./npx_parent.ts";
import { complain, say } from "./terminal.ts";

const HOME = ".local";

function optionsOrUsage(): DevOptions {
  try {
    return readDevOptions(Deno.args, HOME);
  } catch (error) {
    complain(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    Deno.exit(2);
  }
}

const options = optionsOrUsage();
say("Local stack: loading packages; the first time they are downloaded, which takes a while.");

const ending = new AbortController();
let loaded = false;
const end = () => loaded ? ending.abort() : Deno.exit(0);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) Deno.addSignalListener(signal, end);
void whenNpxIsGone(end);

// Not a literal, or Deno would fetch the packages behind it before it runs the first line of this file.
const rest = new URL("./dev_stack.ts", import.meta.url).href;
const { runStack }: typeof import("./dev_stack.ts") = await import(rest);
loaded = true;
Deno.exit(await runStack(options, ending.signal));
