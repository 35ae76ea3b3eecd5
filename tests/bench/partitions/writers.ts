// Users who save and list without a pause, and how long each call waits.

import postgres from "postgres";
import type { ProjectServer } from "../../suites/postgres/project.ts";

const QUOTA = "10000000, 1000000000000";

/** One call. Milliseconds; `at` counts from the start of the writers. */
export interface Timed {
  user: string;
  kind: "create" | "list";
  at: number;
  ms: number;
}

export interface Writers {
  readonly calls: readonly Timed[];
  /** Milliseconds since the start. */
  now(): number;
  /** Calls that failed, by their message. */
  readonly failures: readonly string[];
  stop(): Promise<void>;
}

/** @param users each has a connection */
export function startWriters(
  server: ProjectServer,
  database: string,
  users: readonly string[],
): Writers {
  const calls: Timed[] = [];
  const failures: string[] = [];
  const started = performance.now();
  const now = () => performance.now() - started;
  let running = true;
  const work = users.map(async (user) => {
    const sql = postgres(server.urlOf(database), {
      max: 1,
      connection: { role: "service_role" },
      onnotice: () => {},
    });
    const statements = {
      create: `select create_artifact('${user}', 'Saved', 'text', 'words', ${QUOTA})`,
      list: `select list_artifacts('${user}', 21)`,
    };
    while (running) {
      for (const kind of ["create", "list"] as const) {
        const at = now();
        await sql.unsafe(statements[kind]).catch((error: Error) => failures.push(error.message));
        calls.push({ user, kind, at, ms: now() - at });
        await new Promise((done) => setTimeout(done, 20));
      }
    }
    await sql.end();
  });
  return {
    ...{ calls, failures, now },
    async stop() {
      running = false;
      await Promise.all(work);
    },
  };
}
