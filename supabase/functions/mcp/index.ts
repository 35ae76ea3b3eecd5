// Function mcp: builds everything once at boot and hands requests to the app. The only file that
// touches the world: environment, Clerk, Supabase, log.

import { errorLine } from "../_shared/log_line.ts";
import { createApp } from "./app.ts";
import { connect } from "./artifacts/data_api.ts";
import { artifactsIn, sharedIn } from "./artifacts/postgres_store.ts";
import { createClerkVerifier } from "./auth/clerk.ts";
import { createGate } from "./auth/gate.ts";
import { rememberVerified } from "./auth/verified_tokens.ts";
import { readConfig } from "./config.ts";
import { createEndpoint } from "./endpoint.ts";
import { IDENTITY } from "./identity.ts";
import { createProtocol } from "./protocol/mod.ts";
import { RESOURCE_TEMPLATES, RESOURCES } from "./resources/mod.ts";
import { scopesOf, TOOLS } from "./tools/mod.ts";

const config = readConfig((name) => Deno.env.get(name));

const verify = createClerkVerifier(
  { jwtKey: config.clerkJwtKey, secretKey: config.clerkSecretKey, apiUrl: config.clerkApiUrl },
  config,
);
const database = connect({ url: config.supabaseUrl, secretKey: config.supabaseSecretKey });
const artifactsOf = artifactsIn(database, config.quota);

function report(requestId: string, error: unknown): void {
  // deno-lint-ignore no-console -- the platform's log is the console
  console.error(errorLine(error, requestId));
}

const primitives = { tools: TOOLS, resources: RESOURCES, resourceTemplates: RESOURCE_TEMPLATES };
const endpoint = createEndpoint({
  protocol: createProtocol(primitives, IDENTITY, config.toolNames),
  admit: createGate(rememberVerified(verify)),
  signedIn: ({ userId }) => ({ artifacts: artifactsOf(userId) }),
  site: {
    shared: sharedIn(database),
    quota: config.quota,
    urlOf: (id) => config.artifactUrl.replaceAll("{id}", id),
  },
  resource: config.resource,
  scopes: scopesOf(TOOLS),
  report,
});

const { resource, allowedOrigins } = config;
const app = createApp({ endpoint, resource, allowedOrigins, version: IDENTITY.version, report });

export default { fetch: app.fetch };
