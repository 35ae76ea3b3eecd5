// Function well-known: builds its app once at boot. The only file here that touches the world.

import { readPublicConfig } from "../_shared/config.ts";
import { Environment } from "../_shared/environment.ts";
import { createLog } from "../_shared/log.ts";
import { errorLine } from "../_shared/log_line.ts";
import { scopesOf, TOOLS } from "../mcp/tools/mod.ts";
import { createApp } from "./app.ts";
import { createMetadataFetch } from "./authorization_server.ts";
import { documentation } from "./documentation.ts";

const environment = new Environment((name) => Deno.env.get(name));
const config = readPublicConfig(environment);
const challenge = environment.optional("OPENAI_APPS_CHALLENGE", (text) => text);
environment.check();

const log = createLog(console);
const report = (error: unknown, requestId?: string) => log("error", errorLine(error, requestId));

const app = createApp({
  config,
  scopes: scopesOf(TOOLS),
  fetchMetadata: createMetadataFetch(config.issuer, { report }),
  challenge,
  documentation: documentation(config.resource, TOOLS),
  report,
  tell: (line) => log("info", line),
});

export default { fetch: app.fetch };
