// Fifty connections of the server's role, and what makes them meet in the database.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import type { ProjectServer } from "./project.ts";

/** How many there are. */
export const CROWD = 50;

const PATIENCE_MS = 10_000;

export interface Crowd {
  /** As the server's role, on whichever connection is free. */
  readonly sql: postgres.Sql;
  /** As the owner of the tables. */
  readonly owner: postgres.Sql;
  /** One call on each connection, none of which gets beyond the lock of this person's library. */
  together<T>(person: string, call: () => Promise<T>): Promise<T[]>;
  stop(): Promise<void>;
}

/** Connects all of them. */
export async function gather({ urlOf }: ProjectServer, database: string): Promise<Crowd> {
  const connect = (max: number, role?: string) =>
    postgres(urlOf(database), {
      ...{ max, connect_timeout: 10, onnotice: () => {} },
      ...(role && { connection: { role } }),
    });
  const sql = connect(CROWD, "service_role");
  const owner = connect(4);
  const crowd: Crowd = {
    ...{ sql, owner },
    together: (person, call) => meet(owner, person, call),
    stop: async () => void await Promise.all([sql.end(), owner.end()]),
  };
  const present = await Promise.all(
    Array.from({ length: CROWD }, () =>
      sql<{ pid: number; role: string }[]>`
      select pg_backend_pid() as pid, current_user as role from pg_sleep(0.5)`),
  );
  assert.equal(new Set(present.map(([row]) => row?.pid)).size, CROWD);
  assert.ok(present.every(([row]) => row?.role === "service_role"));
  return crowd;
}

async function meet<T>(owner: postgres.Sql, person: string, call: () => Promise<T>): Promise<T[]> {
  await owner`insert into libraries (user_id) values (${person}) on conflict do nothing`;
  const { calls } = await owner.begin(async (transaction) => {
    await transaction`select from libraries where user_id = ${person} for update`;
    const calls = Array.from({ length: CROWD }, call);
    await allWait(owner);
    return { calls };
  });
  return await Promise.all(calls);
}

async function allWait(owner: postgres.Sql): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (true) {
    const [row] = await owner<{ waiting: number }[]>`
      select count(*)::integer as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (row?.waiting === CROWD) return;
    if (performance.now() > end) throw new Error(`only ${row?.waiting} calls wait for the library`);
    await delay(10);
  }
}
