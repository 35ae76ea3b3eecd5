// Entry point of function mcp in a bundle. It lists the tools without their code, which loads with the first call.

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
