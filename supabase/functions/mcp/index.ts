// Function mcp: builds everything once at boot and hands requests to the app. The only file that
// touches the world: environment, Clerk, Supabase, log.

import { createLog } from "../_shared/log.ts";
import { errorLine } from "../_shared/log_line.ts";
import { createApp } from "./app.ts";
import { createGate } from "./auth/gate.ts";
import { createCallBudget } from "./budget/call_budget.ts";
import { readConfig } from "./config.ts";
import { createEndpoint } from "./endpoint.ts";
import { IDENTITY } from "./identity.ts";
import { once } from "./once.ts";
import { createProtocol } from "./protocol/mod.ts";
import { RESOURCE_TEMPLATES, RESOURCES } from "./resources/mod.ts";
import { scopesOf, TOOLS } from "./tools/mod.ts";

const config = readConfig((name) => Deno.env.get(name));

// Loaded by the first request that needs it. A handshake or a list needs neither; a token needs the one,
// and a tool mostly both.
const verifier = once(async () => {
  const [{ createClerkVerifier }, { rememberVerified }] = await Promise.all([
    import("./auth/clerk.ts"),
    import("./auth/verified_tokens.ts"),
  ]);
  const { clerkJwtKey: jwtKey, clerkSecretKey: secretKey, clerkApiUrl: apiUrl } = config;
  return rememberVerified(createClerkVerifier({ jwtKey, secretKey, apiUrl }, config));
});
const library = once(async () => {
  const [{ connect }, { artifactsIn, chargesIn, sharedIn }] = await Promise.all([
    import("./artifacts/data_api.ts"),
    import("./artifacts/postgres_store.ts"),
  ]);
  const database = connect({ url: config.supabaseUrl, secretKey: config.supabaseSecretKey });
  return {
    artifactsOf: artifactsIn(database, config.quota),
    shared: sharedIn(database),
    charge: chargesIn(database, config.callsPerMinute),
  };
});

const log = createLog(console);
const report = (requestId: string, error: unknown) => log("error", errorLine(error, requestId));

const primitives = { tools: TOOLS, resources: RESOURCES, resourceTemplates: RESOURCE_TEMPLATES };
const endpoint = createEndpoint({
  protocol: createProtocol(primitives, IDENTITY, config.toolNames),
  admit: createGate((token) =>
    verifier().then((verify) => verify(token), (cause) => ({ outcome: "unavailable", cause }))
  ),
  // Loaded while the token is being looked at, which may mean waiting for Clerk.
  expectCaller: () => void library().catch(() => {}), // told to whoever waits for it
  budget: createCallBudget(async (owner, calls) => await (await library()).charge(owner, calls)),
  signedIn: async ({ userId }) => ({ artifacts: (await library()).artifactsOf(userId) }),
  site: {
    shared: { open: async (share) => await (await library()).shared.open(share) },
    quota: config.quota,
    urlOf: (id) => config.artifactUrl.replaceAll("{id}", id),
  },
  resource: config.resource,
  scopes: scopesOf(TOOLS),
  report,
});

const { resource, allowedOrigins } = config;
const { version } = IDENTITY;
const tell = (line: () => string) => log("info", line);
const app = createApp({ endpoint, resource, allowedOrigins, version, report, tell });

export default { fetch: app.fetch };
