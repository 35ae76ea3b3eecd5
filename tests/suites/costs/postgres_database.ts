// A PostgreSQL 15 with the migrations, with Supabase's statement timeout. Its Data API runs in the suite's process,
// so that the server's processes do nothing but the statements.

import postgres from "postgres";
import type { Parts } from "../../local/parts.ts";
import { startRestartable } from "../faults/restartable_database.ts";
import { startProject } from "../postgres/project.ts";
import type { MeasuredDatabase } from "./measured_database.ts";
import { cpuOfFamily, isAlive } from "./processes.ts";

const SETTINGS = [
  // Supabase's for the role of the Data API.
  "statement_timeout=8s",
  // Background work must not be counted as a request's.
  ...["autovacuum=off", "bgwriter_lru_maxpages=0", "checkpoint_timeout=1h", "max_wal_size=16GB"],
];
/** Time between a request to end a process and its kill. */
const GRACE_MS = 1_000;

const ACTIVE = `
  select pid, left(query, 100) as query from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
    and backend_type = 'client backend'`;

export async function startPostgres(parts: Parts): Promise<MeasuredDatabase> {
  const server = await parts.add(startProject(SETTINGS));
  // @supabase/lite, which stands for PostgREST, grants every role everything, and needs to be let.
  const url = server.urlOf("project", "supabase_admin");
  const database = await startRestartable({ kind: "postgres", url });
  const connect = () => postgres(url, { max: 1, onnotice: () => {} });
  let watcher = connect();
  const active = async () => await watcher.unsafe<{ pid: number; query: string }[]>(ACTIVE);
  return {
    name: "PostgreSQL 15",
    url,
    secretKey: database.secretKey,
    publishableKey: database.publishableKey,
    fetch: (request) => database.fetch(request),
    sql: database.sql,
    cpu: () => cpuOfFamily(server.pid()),
    active: async () => (await active()).map(({ query }) => query),
    save: () => Promise.resolve(),
    endWork: async () => {
      const busy = await active();
      for (const { pid } of busy) await watcher`select pg_terminate_backend(${pid})`;
      await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
      const deaf = busy.filter(({ pid }) => isAlive(pid));
      if (deaf.length === 0) return "pg_terminate_backend";
      for (const { pid } of deaf) Deno.kill(pid, "SIGKILL");
      database.disconnect();
      await watcher.end({ timeout: 1 }).catch(() => {});
      watcher = connect();
      await until(() => watcher`select 1`);
      await database.reconnect();
      return "kill -9 of the server's process: pg_terminate_backend did nothing";
    },
    stop: async () => {
      await watcher.end({ timeout: 1 });
      await database.stop();
    },
  };
}

// All other processes restart when one is killed.
async function until(ready: () => Promise<unknown>): Promise<void> {
  for (let tries = 0;; tries++) {
    try {
      await ready();
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
