// Entry point of function mcp when it runs from its sources. A deployed bundle starts with `bundled.ts` instead.

import { createServer } from "./server.ts";
import { TOOLS } from "./tools/mod.ts";

const { fetch } = createServer({
  tools: TOOLS,
  loadAuthentication: () => import("./authentication.ts"),
  loadLibrary: () => import("./library.ts"),
});

export default { fetch };
