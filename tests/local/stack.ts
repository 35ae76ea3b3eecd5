// The local stack: gateway, database, Clerk stand-in and function processes, connected as on Supabase. For
// `deno task dev` and end-to-end tests.

import { fileURLToPath } from "node:url";
import type { ClerkOptions } from "./clerk/options.ts";
import { hostClerk, type HostedClerk, type StartClerk } from "./clerk_host.ts";
import { type Database, type DatabaseLocation, MIGRATIONS, startDatabase } from "./database.ts";
import type { HostedProject } from "./forwarded_request.ts";
import { platformVariables, projectVariables } from "./function_environment.ts";
import type { LocalFunction } from "./function_process.ts";
import { startFunctions } from "./functions.ts";
import { type Backends, type DatabaseRequest, startGateway } from "./gateway.ts";
import type { OutageStatus } from "./platform_answers.ts";
import { watchMigrations } from "./migration_watcher.ts";
import { Parts, together } from "./parts.ts";

export interface StackOptions {
  /** TCP port of the gateway; 0 or absent = any free port. */
  port?: number;
  /** Default: in memory. */
  database?: DatabaseLocation;
  /** Opens the database, instead of `database`. */
  openDatabase?: () => Promise<Database>;
  clerk?: ClerkOptions;
  /** Starts the Clerk stand-in; default: in this process. */
  startClerk?: StartClerk;
  /** Reload functions when their code changes, and apply migrations when they are added. */
  watch?: boolean;
  /** Variables added to the stack's own, or replacing them. */
  environment?: Record<string, string>;
  /** Origin that clients use for the gateway, for example a tunnel. */
  publicUrl?: string;
  /** Emulate this hosted project for the functions; its URL is the public one. */
  hosted?: HostedProject;
  /** Called with each start-up step and each line that a function prints. */
  progress?: (line: string) => void;
  /** Called with every request to the Data API. */
  onDatabaseRequest?: (request: DatabaseRequest) => void;
  /** Called with each running function: its own port, without the gateway, and its process. */
  onFunction?: (name: string, running: LocalFunction) => void;
  /** Aborts the start. */
  signal?: AbortSignal;
  /** Folder of the functions; default: the project's. */
  functions?: string;
  /** Deno executable that runs each function with its own deno.json, as the platform does. */
  platformDeno?: string;
  /** Folder of the migrations; default: the project's. */
  migrations?: string;
}

export interface Stack {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** `<origin>/functions/v1/mcp` */
  readonly mcpUrl: string;
  readonly clerk: HostedClerk;
  readonly database: Database;
  /** The functions' own origins, without the gateway, by name. */
  readonly functions: ReadonlyMap<string, string>;
  /** From now on, the gateway sends the function's requests to another origin. */
  route(name: string, origin: string): void;
  /** Replaces every answer by the platform's web page for this status; without one, ends that. */
  showOutage(status?: OutageStatus): void;
  /** Stops all parts in reverse order. */
  stop(): Promise<void>;
}

const MCP_PATH = "/functions/v1/mcp";
/** Folder of the project's functions. */
export const FUNCTIONS = fileURLToPath(new URL("../../supabase/functions", import.meta.url));

/**
 * Starts the stack and waits until it answers.
 *
 * @throws Deno.errors.AddrInUse if the gateway's port is taken, else Error naming the part that did not start;
 * all started parts are stopped
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  await using parts = new Parts();
  const stack = await start(options, parts);
  const running = parts.move();
  return { ...stack, stop: () => running.disposeAsync() };
}

async function start(options: StackOptions, parts: Parts): Promise<Omit<Stack, "stop">> {
  const { hosted, onDatabaseRequest } = options;
  const functions = new Map<string, string>();
  const statuses = new Map<string, Promise<Deno.CommandStatus>>();
  const backends: Backends = { functions, statuses, hosted, onDatabaseRequest };
  const onFunction = (name: string, running: LocalFunction) => {
    statuses.set(name, running.status);
    options.onFunction?.(name, running);
  };
  // First: detect a taken port before slow steps.
  const gateway = await parts.add(startGateway(options.port ?? 0, backends));
  const clerk = await parts.add(hostClerk(options.startClerk ?? startHere, options.clerk ?? {}));
  const [database] = await together(
    parts.add(openDatabase(options)),
    serveFunctions({ ...options, onFunction }, gateway.origin, clerk, parts, functions),
  );
  backends.database = database.fetch;
  const { migrate } = database;
  if (options.watch && migrate) {
    const { migrations = MIGRATIONS, progress = () => {} } = options;
    await parts.add(watchMigrations({ migrate }, migrations, progress));
  }
  options.signal?.throwIfAborted();
  const { port, origin } = gateway;
  const route = (name: string, to: string) => void functions.set(name, to);
  const showOutage = (status?: OutageStatus) => void (backends.outage = status);
  return { port, origin, mcpUrl: origin + MCP_PATH, clerk, database, functions, route, showOutage };
}

// Loaded on demand: `deno task dev` runs it in another process.
const startHere: StartClerk = async (options) =>
  await (await import("./clerk/mod.ts")).startClerk(options);

function openDatabase(options: StackOptions): Promise<Database> {
  const { database, migrations, progress } = options;
  progress?.("database: opening (the first start takes some seconds)");
  return options.openDatabase?.() ?? startDatabase(database, migrations);
}

function serveFunctions(
  { functions = FUNCTIONS, watch = false, progress = () => {}, signal, ...options }: StackOptions,
  gateway: string,
  clerk: HostedClerk,
  parts: Parts,
  origins: Map<string, string>,
): Promise<void> {
  const environment = variables(options, gateway, clerk);
  const { platformDeno, onFunction } = options;
  return startFunctions(
    { folder: functions, environment, gateway, watch, progress, signal, platformDeno, onFunction },
    parts,
    origins,
  );
}

function variables(
  { hosted, publicUrl, environment }: StackOptions,
  gateway: string,
  clerk: HostedClerk,
): Record<string, string> {
  // A hosted project knows its public URL, so the variable is not set.
  const resource = hosted ? undefined : (publicUrl ?? gateway) + MCP_PATH;
  return { ...platformVariables(hosted), ...projectVariables(clerk, resource), ...environment };
}
