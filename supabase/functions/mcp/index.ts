// Entry point of function mcp, as it runs from its sources. A bundle begins with `bundled.ts`.

import { createServer } from "./server.ts";
import { TOOLS } from "./tools/mod.ts";

const { fetch } = createServer({
  tools: TOOLS,
  loadAuthentication: () => import("./authentication.ts"),
  loadLibrary: () => import("./library.ts"),
});

export default { fetch };
