// The local stack: gateway, database, Clerk stand-in and the functions' processes, wired together as on
// Supabase. `deno task dev` and end-to-end tests start it.

import { fileURLToPath } from "node:url";
import type { ClerkOptions } from "./clerk/options.ts";
import { hostClerk, type HostedClerk, type StartClerk } from "./clerk_host.ts";
import { type Database, type DatabaseLocation, startDatabase } from "./database.ts";
import type { HostedProject } from "./forwarded_request.ts";
import { platformVariables, projectVariables } from "./function_environment.ts";
import type { LocalFunction } from "./function_process.ts";
import { startFunctions } from "./functions.ts";
import { type Backends, type DatabaseRequest, startGateway } from "./gateway.ts";
import { Parts, together } from "./parts.ts";

export interface StackOptions {
  /** TCP port of the gateway; 0 or absent = any free one. */
  port?: number;
  /** Default: in memory. */
  database?: DatabaseLocation;
  /** Opens the database itself, wherever that is. */
  openDatabase?: () => Promise<Database>;
  clerk?: ClerkOptions;
  /** Where Clerk runs; default: in this process. */
  startClerk?: StartClerk;
  /** Functions load anew when their code changes. */
  watch?: boolean;
  /** Variables for the functions besides, or instead of, the stack's own. */
  environment?: Record<string, string>;
  /** Origin under which clients reach the gateway, for example a tunnel's. */
  publicUrl?: string;
  /** Functions find what they would in this project; its own URL is the public one then. */
  hosted?: HostedProject;
  /** Gets a sentence whenever something starts, and all the functions print. */
  progress?: (line: string) => void;
  /** Sees every request to the Data API. */
  onDatabaseRequest?: (request: DatabaseRequest) => void;
  /** Gets each function when it runs: its own port, past the gateway, and its process. */
  onFunction?: (name: string, running: LocalFunction) => void;
  /** Stops a stack that is still starting. */
  signal?: AbortSignal;
  /** Folder of the functions; default: the project's. */
  functions?: string;
  /** Executable of a Deno that runs the functions as the platform does, each with its own deno.json. */
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
  /** URLs of the functions. */
  readonly functions: readonly string[];
  /** Ends everything it started, in reverse order. */
  stop(): Promise<void>;
}

const MCP_PATH = "/functions/v1/mcp";
/** Folder of the project's functions. */
export const FUNCTIONS = fileURLToPath(new URL("../../supabase/functions", import.meta.url));

/**
 * Starts the whole stack and waits until it answers.
 *
 * @throws Deno.errors.AddrInUse if the gateway's port is taken, else Error with a sentence about the part
 * that did not start; nothing is left running then
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const parts = new Parts();
  try {
    return await start(options, parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

async function start(options: StackOptions, parts: Parts): Promise<Stack> {
  const { hosted, onDatabaseRequest } = options;
  const backends: Backends = { functions: new Map(), hosted, onDatabaseRequest };
  // First, since a taken port must be known before anything slow begins.
  const gateway = await parts.add(startGateway(options.port ?? 0, backends));
  const clerk = await parts.add(hostClerk(options.startClerk ?? startHere, options.clerk ?? {}));
  const [database] = await together(
    parts.add(openDatabase(options)),
    serveFunctions(options, gateway.origin, clerk, parts, backends.functions),
  );
  backends.database = database.fetch;
  options.signal?.throwIfAborted();
  const { port, origin } = gateway;
  const functions = [...backends.functions.keys()].map((name) => `${origin}/functions/v1/${name}`);
  const stop = () => parts.stop();
  return { port, origin, mcpUrl: origin + MCP_PATH, clerk, database, functions, stop };
}

// Loaded only when it runs here: `deno task dev` has it in another process.
const startHere: StartClerk = async (options) =>
  await (await import("./clerk/mod.ts")).startClerk(options);

function openDatabase(options: StackOptions): Promise<Database> {
  const { database, migrations, progress } = options;
  progress?.("database: opening; the first time takes some seconds");
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
  // A hosted project knows its public URL, so there it need not be set.
  const resource = hosted ? undefined : (publicUrl ?? gateway) + MCP_PATH;
  return { ...platformVariables(hosted), ...projectVariables(clerk, resource), ...environment };
}
