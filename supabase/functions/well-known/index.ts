// Entry point of function well-known. The only file of this function that reads the environment or writes the log.

import { oneOf, readPublicConfig } from "../_shared/config.ts";
import { createMetadataFetch } from "../_shared/authorization_server.ts";
import { Environment } from "../_shared/environment.ts";
import { createLog } from "../_shared/log.ts";
import { errorLine } from "../_shared/log_line.ts";
import { advertisedScopes, scopesOf } from "../_shared/protected_resource.ts";
import { TOOL_LIST } from "../_shared/tool_list.ts";
import { createApp } from "./app.ts";
import { documentation } from "./documentation.ts";

const environment = new Environment((name) => Deno.env.get(name));
const config = readPublicConfig(environment);
const challenge = environment.optional("OPENAI_APPS_CHALLENGE", (text) => text);
// With `auto`, clients get different forms of names. The documentation then uses underscores, as most clients do.
const names = environment.optional("MCP_TOOL_NAMES", oneOf("auto", "dotted", "underscored"));
environment.check();

const log = createLog(console);
// All requests to this function are anonymous.
const logError = (requestId: string | undefined, error: unknown) =>
  log("anonymous_error", errorLine(error, requestId));

const app = createApp({
  config,
  scopes: scopesOf(TOOL_LIST),
  fetchMetadata: createMetadataFetch(config.issuer, {
    scopes: advertisedScopes(scopesOf(TOOL_LIST), config),
    logError: (error) => logError(undefined, error),
  }),
  challenge,
  documentation: documentation(
    config.resource,
    TOOL_LIST,
    names === "dotted" ? "dotted" : "underscored",
  ),
  logError,
  logRequest: (line) => log("anonymous", line),
});

export default { fetch: app.fetch };
