// Upgrade, roll back and rotate keys while users call: no call fails, no save is lost. A deployment replaces the worker
// as the platform does: new calls go to the new one, and the old one finishes its own.

import assert from "node:assert/strict";
import { LEGACY_SERVICE_KEY, SECRET_KEY } from "../../local/data_api.ts";
import { type Database, startDatabase } from "../../local/database.ts";
import { Parts } from "../../local/parts.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { type FakeClerk, startFakeClerk } from "../../mcp/auth/fake_clerk.ts";
import { startMcp } from "../mcp_process.ts";
import type { DatabaseCommands } from "../postgres/database_commands.ts";
import { startProject } from "../postgres/project.ts";
import { Traffic } from "./traffic.ts";

const USERS = 6;
/** Calls before, between and after the steps of a procedure. */
const CALLS = 150;

/** A migration as a later version may bring it: a column, an index, and a function that is replaced. */
export const NEXT_VERSION = {
  "20991231000000_next_version.sql": `
    alter table public.artifacts add column starred boolean not null default false;
    create index artifacts_starred on public.artifacts (user_id) where starred;
    create or replace function library.user_hash(owner text) returns bytea
    language sql immutable strict set search_path = '' as $$ select sha256(convert_to(owner, 'UTF8')) $$;`,
};

interface Project {
  stack: Stack;
  clerk: FakeClerk;
  /** For the command line tool. */
  databaseUrl: string;
  traffic: Traffic;
  /** From now on, the Data API rejects this key. */
  revoke(key: string): void;
  /** Puts a new worker in the place of the present one. */
  deploy(variables?: Record<string, string>): Promise<void>;
  /** The users' next calls bring tokens that are signed now. */
  signIn(
    users: readonly number[],
    kid?: string,
    key?: Awaited<ReturnType<FakeClerk["addKey"]>>,
  ): Promise<void>;
}

async function startProjectWithUsers(
  parts: Parts,
  cli: DatabaseCommands,
  variables: Record<string, string> = {},
): Promise<Project> {
  const server = await parts.add(startProject());
  const databaseUrl = server.urlOf("project");
  await push(cli, databaseUrl);
  const revoked = new Set<string>();
  // @supabase/lite, which stands for PostgREST, grants every role everything, and needs to be let.
  const location = { kind: "postgres", url: server.urlOf("project", "supabase_admin") } as const;
  const stack = await parts.add(startStack({
    openDatabase: async () => rejecting(await startDatabase(location), revoked),
  }));
  const clerk = await parts.add(startFakeClerk(stack.mcpUrl));
  const tokens: string[] = [];
  const deploy: Project["deploy"] = async (more = {}) => {
    const { origin } = await parts.add(startMcp(stack, {
      variables: {
        CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
        CLERK_ISSUER: clerk.issuer,
        ...more,
      },
    }));
    stack.route("mcp", origin);
  };
  const signIn: Project["signIn"] = async (users, kid = clerk.kid, key) => {
    for (const user of users) {
      const claims = { sub: `user_${user}`, jti: crypto.randomUUID() };
      tokens[user] = await clerk.mint(claims, { kid }, key);
    }
  };
  await deploy(variables);
  await signIn(Array.from({ length: USERS }, (_, user) => user));
  const traffic = new Traffic(stack.mcpUrl, USERS, (user) => tokens[user] ?? "");
  await traffic.answered(CALLS);
  return {
    stack,
    clerk,
    databaseUrl,
    traffic,
    deploy,
    signIn,
    revoke: (key) => void revoked.add(key),
  };
}

function rejecting(database: Database, revoked: ReadonlySet<string>): Database {
  return {
    ...database,
    fetch: (request) =>
      revoked.has(request.headers.get("apikey") ?? "")
        ? Promise.resolve(Response.json({ message: "Invalid API key" }, { status: 401 }))
        : database.fetch(request),
  };
}

async function push(cli: DatabaseCommands, url: string): Promise<string> {
  const { success, stdout, stderr } = await cli.on(url, "db", "push", "--yes");
  assert.ok(success, stdout + stderr);
  return stdout + stderr;
}

/** Database first, then the functions; then other functions on the newer database. */
export async function upgradeAndRollBack(
  older: DatabaseCommands,
  newer: DatabaseCommands,
): Promise<string> {
  await using parts = new Parts();
  const { stack, traffic, databaseUrl, deploy } = await startProjectWithUsers(parts, older);
  assert.match(await push(newer, databaseUrl), /20991231000000_next_version/);
  await traffic.answered(CALLS);
  await deploy();
  await traffic.answered(CALLS);
  // The manual says so: a checkout that is older than the database deploys its functions only.
  const { success, stdout, stderr } = await older.on(databaseUrl, "db", "push", "--yes");
  assert.ok(!success && /not found in local migrations/.test(stdout + stderr), stdout + stderr);
  await deploy();
  await traffic.answered(CALLS);
  return `upgrade and roll back: ${await traffic.end(stack.database.sql)}`;
}

/** A new key, a deployment, and only then the end of the old key. */
export async function rotateSecretKey(cli: DatabaseCommands): Promise<string> {
  await using parts = new Parts();
  const { stack, traffic, deploy, revoke } = await startProjectWithUsers(parts, cli, {
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: LEGACY_SERVICE_KEY }),
  });
  const keys = { default: LEGACY_SERVICE_KEY, next: SECRET_KEY };
  await deploy({ SUPABASE_SECRET_KEYS: JSON.stringify(keys), MCP_SECRET_KEY_NAME: "next" });
  await traffic.answered(CALLS);
  revoke(LEGACY_SERVICE_KEY);
  await traffic.answered(CALLS);
  return `rotated Supabase key: ${await traffic.end(stack.database.sql)}`;
}

/** Clerk signs with a new key, while tokens of the old one are still in use. */
export async function rotateSigningKey(cli: DatabaseCommands): Promise<string> {
  await using parts = new Parts();
  const { stack, clerk, traffic, signIn } = await startProjectWithUsers(parts, cli);
  const added = await clerk.addKey("ins_new");
  await signIn([0, 2, 4], "ins_new", added);
  await traffic.answered(CALLS);
  return `rotated signing key: ${await traffic.end(stack.database.sql)}`;
}
