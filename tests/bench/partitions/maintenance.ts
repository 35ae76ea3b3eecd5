// How long maintenance takes: of a whole table, of one partition, and of all partitions.

import type postgres from "postgres";
import { asOwner, type ProjectServer } from "../../suites/postgres/project.ts";
import { nameOf, PARTITIONED } from "./schema.ts";

/** Milliseconds. */
export interface Maintenance {
  what: string;
  whole: number;
  onePartition?: number;
  allPartitions: number;
}

const [ARTIFACTS, WORDS] = PARTITIONED;

// One row in a hundred, scattered among all pages.
const CHANGE = `
  update artifacts set deleted_at = null where ('x' || left(id::text, 8))::bit(32)::bigint % 100 = 0;
  update library.content_words set bytes = bytes + 1
  where ('x' || left(artifact_id::text, 8))::bit(32)::bigint % 100 = 0`;

/** Leaves rows for vacuum, and nothing for the purge. */
export async function changeRows(server: ProjectServer, database: string): Promise<void> {
  await asOwner(server, database, async (sql) => {
    await sql.unsafe(CHANGE);
    while ((await sql`select purge_artifacts() as more`)[0]?.more);
  });
}

export async function measureMaintenance(
  server: ProjectServer,
  plain: string,
  hashed: string,
  partitions: number,
): Promise<Maintenance[]> {
  return await asOwner(server, plain, (whole) =>
    asOwner(server, hashed, async (parts) => {
      const compare = async (what: string, of: string, statement: (name: string) => string) => {
        const one = await timed(parts, statement(`library.${nameOf(of)}_0`));
        const others = Array.from({ length: partitions - 1 }, (_, index) => index + 1);
        const rest = await timed(
          parts,
          ...others.map((number) => statement(`library.${nameOf(of)}_${number}`)),
        );
        const all = await timed(whole, statement(of));
        return { what, whole: all, onePartition: one, allPartitions: one + rest };
      };
      const ofAllUsers = async (what: string, statement: string) => ({
        what,
        whole: await timed(whole, statement),
        allPartitions: await timed(parts, statement),
      });
      for (const sql of [whole, parts]) await sql.unsafe("set maintenance_work_mem = '256MB'");
      return [
        await compare("vacuum artifacts", ARTIFACTS, (name) => `vacuum ${name}`),
        await compare("vacuum content_words", WORDS, (name) => `vacuum ${name}`),
        await compare("reindex concurrently", WORDS, (name) => {
          const index = name === WORDS ? "content_words_words" : `${nameOf(name)}_words_idx`;
          return `reindex index concurrently library.${index}`;
        }),
        await ofAllUsers("a purge that finds nothing", "select purge_artifacts()"),
        await ofAllUsers("project_status", "select project_status()"),
      ];
    }));
}

async function timed(sql: postgres.Sql, ...statements: string[]): Promise<number> {
  const started = performance.now();
  for (const statement of statements) await sql.unsafe(statement);
  return performance.now() - started;
}
