// Function mcp: builds everything once at boot and hands requests to the app. The only file that
// touches the world: environment, Clerk, Supabase, log.

import { createLog } from "../_shared/log.ts";
import { errorLine } from "../_shared/log_line.ts";
import { createPseudonyms } from "../_shared/pseudonym.ts";
import {
  advertisedScopes,
  protectedResourceMetadata,
  scopesOf,
} from "../_shared/protected_resource.ts";
import { createApp } from "./app.ts";
import { createGate } from "./auth/bearer.ts";
import { createCallBudget } from "./rate_limit/rate_limiter.ts";
import { createCalls } from "./rate_limit/calls.ts";
import { createClientPolicy } from "./client_policy.ts";
import { readConfig } from "./config.ts";
import { createEndpoint } from "./endpoint.ts";
import { IDENTITY } from "./server_info.ts";
import { createLineKind } from "./http/line_kind.ts";
import { once } from "./async/lazy.ts";
import type { Tell } from "./http/outgoing.ts";
import { createProtocol } from "./protocol/mod.ts";
import { RESOURCE_TEMPLATES, RESOURCES } from "./resources/mod.ts";
import { changingToolsOf, TOOLS } from "./tools/mod.ts";

const config = readConfig((name) => Deno.env.get(name));

// Loaded by the first request that needs it. A handshake or a list needs neither; a token needs the one,
// and a tool mostly both.
const verifier = once(async () => {
  const [{ createClerkVerifier }, { rememberVerified }] = await Promise.all([
    import("./auth/clerk/verifier.ts"),
    import("./auth/verified_tokens.ts"),
  ]);
  const { clerkJwtKey: jwtKey, clerkSecretKey: secretKey, clerkApiUrl: apiUrl } = config;
  return rememberVerified(createClerkVerifier({ jwtKey, secretKey, apiUrl }, config));
});
const library = once(async () => {
  const [{ connect }, { artifactsIn }, { chargesIn, sharedIn, storageWatchOf }] = await Promise.all(
    [
      import("./artifacts/postgres/data_api.ts"),
      import("./artifacts/postgres/store.ts"),
      import("./artifacts/postgres/site.ts"),
    ],
  );
  const database = connect({ url: config.supabaseUrl, secretKey: config.supabaseSecretKey });
  return {
    artifactsOf: artifactsIn(database, config.quota, config.projectBytes),
    shared: sharedIn(database),
    charge: chargesIn(database, config.callsPerMinute),
    watchStorage: storageWatchOf(database, config.projectBytes, (message) => {
      log("error", JSON.stringify({ level: "warn", message }));
    }),
  };
});

const log = createLog(console);
const report = (requestId: string, error: unknown, user?: string) =>
  log(user === undefined ? "anonymous_error" : "error", () => errorLine(error, requestId), user);
const lineKind = createLineKind(changingToolsOf(TOOLS));
const tell: Tell = (line, { user, refusal, description }) => {
  log(lineKind({ user, refusal, tool: description?.tool }), line, user);
};

const primitives = { tools: TOOLS, resources: RESOURCES, resourceTemplates: RESOURCE_TEMPLATES };
const endpoint = createEndpoint({
  protocol: createProtocol(primitives, IDENTITY),
  admit: createGate((token) =>
    verifier().then((verify) => verify(token), (cause) => ({ outcome: "unavailable", cause }))
  ),
  // Loaded while the token is being looked at, which may mean waiting for Clerk.
  expectCaller: () => void library().catch(() => {}), // told to whoever waits for it
  beginCall: createCalls(createCallBudget(
    async (owner, calls) => await (await library()).charge(owner, calls),
    config.callsPerMinute,
  )),
  signedIn: async ({ userId }) => {
    const { artifactsOf, watchStorage } = await library();
    void watchStorage();
    return { artifacts: artifactsOf(userId) };
  },
  site: {
    shared: {
      open: async (share, range) => await (await library()).shared.open(share, range),
    },
    quota: config.quota,
    urlOf: (id) => config.artifactUrl.replaceAll("{id}", id),
  },
  policy: createClientPolicy(config.signIn, config.toolNames),
  resource: config.resource,
  scopes: scopesOf(TOOLS),
  advertised: (scopes) => advertisedScopes(scopes, config),
  pseudonymOf: createPseudonyms(config.clerkSecretKey ?? config.supabaseSecretKey),
  report,
});

// Loaded with the first request for Clerk's documents.
const metadata = once(async () => {
  const { createMetadataFetch } = await import("../_shared/authorization_server.ts");
  return createMetadataFetch(config.issuer, {
    scopes: advertisedScopes(scopesOf(TOOLS), config),
    report: (error) => log("anonymous_error", errorLine(error)),
  });
});

const app = createApp({
  endpoint,
  resource: config.resource,
  resourceMetadata: protectedResourceMetadata(config, scopesOf(TOOLS)),
  fetchMetadata: async (document) => await (await metadata())(document),
  allowedOrigins: config.allowedOrigins,
  version: IDENTITY.version,
  report,
  tell,
});

export default { fetch: app.fetch };
