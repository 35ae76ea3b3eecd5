// Entry point of function mcp in a bundle. It loads fewer files than `index.ts`, and lists the tools without their code.

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
