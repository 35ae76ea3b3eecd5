// Entry point of function mcp in a deployed bundle. The list of tools is part of the bundle as data, so the tools' code
// loads with the first tool call.

import { createAuthentication } from "./authentication.ts";
import { preparedTools } from "./primitives/prepared_tools.ts";
import { createServer } from "./server.ts";

const loadCalls = () => import("./calls.ts");

const { fetch } = createServer({
  tools: preparedTools(async () => (await loadCalls()).TOOLS),
  loadAuthentication: () => Promise.resolve({ createAuthentication }),
  loadLibrary: loadCalls,
});

export default { fetch };
