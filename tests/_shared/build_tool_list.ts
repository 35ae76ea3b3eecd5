// `deno task tools:build`: writes the list of tools that other functions load.

import { TOOL_LIST_FILE, toolListModule } from "./tool_list.ts";

await Deno.writeTextFile(TOOL_LIST_FILE, toolListModule());
