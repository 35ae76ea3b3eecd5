// Opens PGlite, in memory or in a folder.

import { setTimeout as delay } from "node:timers/promises";
import { createPgliteConnection, type PgliteConnection } from "@supabase/lite/pglite";
import { emptyCluster } from "./cluster_template.ts";
import type { Query, Sql } from "./sql.ts";

/** An open database: SQL, lite's connection for the Data API, and close(). */
interface OpenPglite {
  connection: PgliteConnection;
  sql: Sql;
  close(): Promise<void>;
}

/**
 * Opens a database in memory.
 * @param cluster dump of another database; default: an empty cluster
 */
export async function openInMemory(cluster?: Blob): Promise<OpenPglite> {
  return openConnection("memory://", { loadDataDir: cluster ?? await emptyCluster() });
}

/**
 * Opens the database in `folder`, which is created if missing.
 * @throws Error if another process has it open, since two would corrupt it
 */
export async function openInFolder(folder: string): Promise<OpenPglite> {
  await Deno.mkdir(folder, { recursive: true });
  const lock = await lockFolder(folder);
  const cluster = `${folder}/cluster`;
  try {
    if (!(await exists(cluster))) await unpack(cluster);
    const open = await openConnection(cluster);
    return { ...open, close: () => open.close().finally(() => lock.close()) };
  } catch (error) {
    lock.close();
    throw error;
  }
}

// A child process holds its parent's locks for a moment, between fork and exec.
const LOCK_ATTEMPTS = 5;
const LOCK_PAUSE_MS = 100;

// The system releases the lock when the process ends in any way.
async function lockFolder(folder: string): Promise<Deno.FsFile> {
  const lock = await Deno.open(`${folder}/lock`, { create: true, write: true });
  for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
    if (await lock.tryLock(true)) return lock;
    await delay(LOCK_PAUSE_MS);
  }
  lock.close();
  throw new Error(`the database in ${folder} is open in another process: stop that process first`);
}

// Renamed into place, so that a killed process leaves no partial cluster.
async function unpack(cluster: string): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  if (await exists(unfinished)) await Deno.remove(unfinished, { recursive: true });
  const { close } = await openConnection(unfinished, { loadDataDir: await emptyCluster() });
  await close();
  await Deno.rename(unfinished, cluster);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function openConnection(
  url: string,
  pgliteOptions: { loadDataDir?: Blob } = {},
): Promise<OpenPglite> {
  const connection = await createPgliteConnection({ url, pgliteOptions });
  await connection.driver.waitReady;
  // PGlite sets the exit code at start, which a test runner would treat as a failure.
  Deno.exitCode = 0;
  return { connection, sql: sqlOf(connection), close: () => connection.close() };
}

function sqlOf({ driver }: PgliteConnection): Sql {
  const statements = (on: Pick<typeof driver, "query" | "exec">) => ({
    query: (async (text, parameters) => (await on.query(text, parameters)).rows) as Query,
    script: async (text: string) => void await on.exec(text),
  });
  return {
    ...statements(driver),
    transaction: (work) => driver.transaction((transaction) => work(statements(transaction))),
  };
}
