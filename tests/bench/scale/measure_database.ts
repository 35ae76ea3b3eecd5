// Processor time of PostgreSQL for each kind of request, sent as PostgREST sends it: a transaction with a statement for
// the role, and one that reads its arguments from JSON.

import type postgres from "postgres";
import { asOwner, asSuperuser, type ProjectServer } from "../../suites/postgres/project.ts";
import { createDatabase } from "../partitions/databases.ts";
import { processorTimeOf } from "../server.ts";

const USERS = 400;
/** Artifacts of each user. */
const EACH = 50;
const ARTIFACTS = USERS * EACH;
const ROUNDS = 5;
/** Of each kind in a round. */
const REQUESTS = 100;
const LIBRARIES = 300_000;
const COUNTS = 5;
const PURGES = 50;

const QUOTA = { max_bytes: 1_000_000_000 };

/** An artifact, and whose it is. */
interface Place {
  owner: string;
  target_id: string;
  version: number;
}

interface Request {
  name: string;
  arguments: Record<string, unknown>;
}

/** Requests by kind; `number` counts the requests of a kind. */
const KINDS: Record<string, (place: Place, number: number) => Request> = {
  list: ({ owner }) => ({ name: "list_artifacts", arguments: { owner, at_most: 21 } }),
  search: ({ owner }, number) => ({
    name: "search_artifacts",
    arguments: { owner, query: `w${50 + number % 400} w${50 + (7 * number) % 400}`, at_most: 21 },
  }),
  view: ({ owner, target_id }) => ({
    name: "read_artifact",
    arguments: { owner, target_id, from_byte: 0, max_bytes: 40_000 },
  }),
  history: ({ owner, target_id }) => ({
    name: "list_versions",
    arguments: { owner, target_id, at_most: 21 },
  }),
  create: ({ owner }, number) => ({
    name: "create_artifact",
    arguments: {
      ...QUOTA,
      ...{ owner, new_title: `Made ${number}`, new_kind: "markdown", new_content: words(number) },
      max_artifacts: 100_000,
    },
  }),
  update: (place, number) => ({
    name: "update_artifact",
    arguments: {
      ...QUOTA,
      ...{ owner: place.owner, target_id: place.target_id, expected_version: place.version++ },
      new_content: words(number),
    },
  }),
  share: ({ owner, target_id }, number) => ({
    name: "share_artifact",
    arguments: {
      ...{ owner, target_id, share_hash: hash(number), expires_in_days: 30, max_shares: 1_000 },
    },
  }),
  open: (_, number) => ({
    name: "open_share",
    arguments: { share_hash: hash(number), from_byte: 0, max_bytes: 40_000 },
  }),
  charge: ({ owner }) => ({
    name: "consume_calls",
    arguments: { owner, consumed: 1, per_minute: 300 },
  }),
};

/** Milliseconds of processor time and bytes of WAL for each request of a kind. */
export interface DatabaseCost {
  databaseMs: number;
  walBytes: number;
}

export interface DatabaseCosts {
  kinds: Map<string, DatabaseCost>;
  countMsPerMillion: number;
  bytesPerArtifact: number;
  rebuildSecondsPerMillion: number;
  purgeMs: number;
}

export async function measureDatabase(server: ProjectServer): Promise<DatabaseCosts> {
  const database = await createDatabase(server, "measured", 0);
  const [places, bytesPerArtifact] = await asOwner(server, database, async (sql) => {
    await sql.unsafe(FILL);
    await sql.unsafe("vacuum analyze artifacts, libraries, library.content_words");
    const places = await sql<Place[]>`
      select user_id as owner, id as target_id, version from artifacts order by random()`;
    const [size] = await sql`select pg_database_size(current_database()) as bytes`;
    return [[...places], Number(size?.bytes) / ARTIFACTS] as const;
  });
  const nights = await asOwner(server, database, measureNights);
  const kinds = await asSuperuser(server, database, (sql) => measureKinds(sql, places));
  const countMsPerMillion = await asOwner(server, database, measureCounting);
  return { ...nights, kinds, countMsPerMillion, bytesPerArtifact };
}

const WORDS = 330;
const VOCABULARY = 20_000;

// Words as frequent as in prose (Zipf): 330 words, about 210 of them different.
const insert = (artifacts: number, user: string, deletedAt: string) => `
  insert into artifacts (user_id, title, kind, content, created_at, deleted_at)
  select ${user}, 'Notes ' || i, 'markdown',
    (select string_agg('w' || floor(power(${VOCABULARY}, random()))::integer, ' ')
     from generate_series(1, ${WORDS} + i % 2)),
    timestamptz '2024-01-01Z' + i * interval '1 minute', ${deletedAt}
  from generate_series(1, ${artifacts}) as i`;
const FILL = insert(ARTIFACTS, `'user_' || i % ${USERS}`, "null");
const MAKE_DUE = insert(PURGES, "'user_due' || i", "now() - interval '1 year'");

async function measureKinds(
  sql: postgres.Sql,
  places: readonly Place[],
): Promise<Map<string, DatabaseCost>> {
  const [backend] = await sql`select pg_backend_pid() as pid`;
  const cpu = () => processorTimeOf(backend?.pid) / 1_000;
  const wal = async () => {
    const [row] = await sql`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`;
    return Number(row?.bytes);
  };
  const send = await prepareSending(sql);
  const costs = new Map(Object.keys(KINDS).map((kind) => [kind, { databaseMs: 0, walBytes: 0 }]));
  let sent = 0;
  // The first round makes plans and fills caches.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [kind, requestOf] of Object.entries(KINDS)) {
      const [cpuBefore, walBefore] = [cpu(), await wal()];
      for (let number = 0; number < REQUESTS; number++) {
        const place = places[sent++ % places.length]!;
        await send(requestOf(place, round * REQUESTS + number));
      }
      if (round === 0) continue;
      const cost = costs.get(kind)!;
      cost.databaseMs += (cpu() - cpuBefore) / (ROUNDS * REQUESTS);
      cost.walBytes += (await wal() - walBefore) / (ROUNDS * REQUESTS);
    }
  }
  return costs;
}

async function prepareSending(sql: postgres.Sql): Promise<(request: Request) => Promise<unknown>> {
  const rows = await sql<{ name: string; argument: string; type: string; reads: boolean }[]>`
    select proname as name, argument, format_type(type, null) as type, provolatile <> 'v' as reads
    from pg_proc, unnest(proargnames, proargtypes::oid[]) as arguments (argument, type)
    where pronamespace = 'public'::regnamespace`;
  const typesOf = Map.groupBy(rows, ({ name }) => name);
  return ({ name, arguments: given }) => {
    const own = (typesOf.get(name) ?? []).filter(({ argument }) => argument in given);
    const columns = own.map(({ argument, type }) => `"${argument}" ${type}`).join(", ");
    const values = own.map(({ argument }) => `"${argument}" := body."${argument}"`).join(", ");
    const mode = own[0]?.reads ? "read only" : "read write";
    return sql.begin(`isolation level read committed ${mode}`, async (transaction) => {
      await transaction`
        select set_config('search_path', 'public', true), set_config('role', 'service_role', true),
          set_config('request.jwt.claims', '{"role":"service_role"}', true),
          set_config('request.method', 'POST', true), set_config('request.path', ${name}, true)`;
      await transaction.unsafe(
        `with source as (
          select call.scalar from (select $1::json as data) as payload,
            lateral (select * from json_to_record(payload.data) as _(${columns})) as body,
            lateral (select public.${name}(${values}) as scalar) as call
        ) select coalesce(json_agg(source.scalar) -> 0, 'null') as body from source`,
        [given as postgres.JSONValue],
        { prepare: true },
      );
    });
  };
}

/** Processor time of the nightly jobs. */
async function measureNights(sql: postgres.Sql) {
  await sql.unsafe(MAKE_DUE);
  const purgeMs = await cpuOf(sql, PURGES, () => sql`select purge_artifacts()`);
  const rebuild = await cpuOf(
    sql,
    1,
    () => sql`reindex index concurrently library.content_words_words`.simple(),
  );
  return {
    purgeMs,
    rebuildSecondsPerMillion: rebuild / 1_000 * 1e6 / ARTIFACTS,
  };
}

/** @returns milliseconds of processor time of one run */
async function cpuOf(
  sql: postgres.Sql,
  times: number,
  run: () => PromiseLike<unknown>,
): Promise<number> {
  const [backend] = await sql`select pg_backend_pid() as pid`;
  const before = processorTimeOf(backend?.pid);
  for (let time = 0; time < times; time++) await run();
  return (processorTimeOf(backend?.pid) - before) / 1_000 / times;
}

async function measureCounting(sql: postgres.Sql): Promise<number> {
  await sql.unsafe(`insert into libraries (user_id, artifacts, bytes)
    select 'user_of' || i, 50, 100000 from generate_series(1, ${LIBRARIES}) as i`);
  await sql.unsafe("vacuum analyze libraries");
  await sql`select project_status()`;
  const ms = await cpuOf(sql, COUNTS, () => sql`select project_status()`);
  return ms * 1e6 / (LIBRARIES + USERS);
}

function words(number: number): string {
  const part = (place: number) => (number * 7_919 + place * 104_729) % 30_011 / 30_011;
  return Array.from({ length: WORDS }, (_, place) => `w${Math.floor(VOCABULARY ** part(place))}`)
    .join(" ");
}

function hash(number: number): string {
  return number.toString(16).padStart(64, "0");
}
