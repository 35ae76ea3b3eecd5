// `deno task dev`: runs the local stack until Ctrl-C. Prints a line first and loads the packages afterwards,
// because a new machine has to download them.

import { programArguments } from "../../supabase/functions/_tools/program_arguments.ts";
import { type DevOptions, readDevOptions, USAGE } from "./dev_options.ts";
import { whenNpxIsGone } from "./npx_parent.ts";
import { complain, say } from "./terminal.ts";

const HOME = ".local";

function optionsOrUsage(): DevOptions {
  try {
    return readDevOptions(programArguments(USAGE), HOME);
  } catch (error) {
    complain(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    Deno.exit(2);
  }
}

const options = optionsOrUsage();
say("Local stack: loading packages (the first start downloads them)");

const ending = new AbortController();
let loaded = false;
const stop = () => loaded ? ending.abort() : Deno.exit(0);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) Deno.addSignalListener(signal, stop);
void whenNpxIsGone(stop);

// Not a literal: Deno would download its packages before it runs this file.
const rest = new URL("./dev_stack.ts", import.meta.url).href;
const { runStack }: typeof import("./dev_stack.ts") = await import(rest);
loaded = true;
Deno.exit(await runStack(options, ending.signal));
