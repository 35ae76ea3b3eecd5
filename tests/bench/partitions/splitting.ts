// Splits one hash partition of each table into two, while users save: rows are copied first, and changes meanwhile are
// noted; then one transaction exchanges the tables.

import type postgres from "postgres";
import { nameOf, PARTITIONED } from "./schema.ts";
import { columnsOf } from "./databases.ts";

const [ARTIFACTS, WORDS, VERSIONS] = PARTITIONED;
const REFERENCING = [WORDS, VERSIONS];
const SHARES_KEY = "artifact_shares_user_id_artifact_id_fkey";

/** The partition to split, of each table. */
export interface Split {
  modulus: number;
  remainder: number;
  /** On the parents, as in the migrations; or one between each two partitions of the same number. */
  foreignKeys: "of parents" | "of partitions";
}

/** Milliseconds. */
export interface SplitTimes {
  copy: number;
  indexes: number;
  /** Steps of the transaction that exchanges the tables. */
  exchange: Record<string, number>;
}

/** @param exchanging wraps the transaction during which the tables are locked */
export async function split(
  sql: postgres.Sql,
  what: Split,
  exchanging: (exchange: () => Promise<unknown>) => Promise<unknown>,
): Promise<SplitTimes> {
  const definitions = await readDefinitions(sql, what);
  await run(sql, noteChanges(what));
  // One snapshot for all tables, or a copied row could lack the artifact it references.
  const copy = await sql.begin(
    "isolation level repeatable read",
    (transaction) => run(transaction, copyRows(what, definitions)),
  );
  const indexes = await run(sql, addIndexes(what, definitions));
  const exchange: Record<string, number> = {};
  await exchanging(() =>
    sql.begin(async (transaction) => {
      for (const [step, statements] of Object.entries(exchangeTables(what, definitions))) {
        exchange[step] = await run(transaction, statements);
      }
    })
  );
  await run(sql, cleanUp(what));
  return { copy, indexes, exchange };
}

/** @returns statements that replace foreign keys of the parents by foreign keys of the partitions */
export function moveForeignKeys(modulus: number, splitBefore: number): string[] {
  const suffixes = Array.from({ length: modulus }, (_, remainder) => remainder)
    .flatMap((remainder) =>
      remainder === splitBefore ? suffixesOf({ modulus, remainder }) : `_${remainder}`
    );
  return REFERENCING.flatMap((table) => [
    `alter table ${table} drop constraint ${nameOf(table)}_user_id_artifact_id_fkey`,
    ...suffixes.flatMap((suffix) => [addForeignKey(table, suffix), ...addTriggers(table, suffix)]),
  ]);
}

/** What a new table needs of the one that is split. */
interface Definitions {
  columns: string;
  constraints: string[];
  indexes: string[];
}
type AllDefinitions = Map<string, Definitions>;

const tableOf = (parent: string, suffix: string) => `library.${nameOf(parent)}${suffix}`;
const oldOf = (parent: string, { remainder }: Split) => tableOf(parent, `_${remainder}`);
const suffixesOf = ({ modulus, remainder }: Pick<Split, "modulus" | "remainder">) =>
  [remainder, remainder + modulus].map((number) => `_${2 * modulus}_${number}`);
const keyOf = (parent: string) => parent === ARTIFACTS ? "id" : "artifact_id";

async function readDefinitions(sql: postgres.Sql, what: Split): Promise<AllDefinitions> {
  const all: AllDefinitions = new Map();
  for (const parent of PARTITIONED) {
    const old = oldOf(parent, what);
    const constraints = await sql<{ text: string }[]>`
      select pg_get_constraintdef(oid) as text from pg_constraint
      where conrelid = ${old}::regclass and contype in ('p', 'u')`;
    const indexes = await sql<{ text: string }[]>`
      select pg_get_indexdef(indexrelid) as text from pg_index
      where indrelid = ${old}::regclass
        and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`;
    all.set(parent, {
      columns: await columnsOf(sql, parent),
      constraints: constraints.map(({ text }) => text),
      // "create index <name> on <table> using …": PostgreSQL chooses a new name.
      indexes: indexes.map(({ text }) => text.slice(text.indexOf(" USING "))),
    });
  }
  return all;
}

function noteChanges(what: Split): string[] {
  const note = (key: string) => `
    create function library.note_moved_${key}() returns trigger
    language plpgsql security definer set search_path = '' as $$ begin
      if tg_op = 'DELETE' then insert into library.moved values (old.user_id, old.${key});
      else insert into library.moved values (new.user_id, new.${key}); end if;
      return null;
    end $$`;
  return [
    "create table library.moved (user_id text, artifact_id uuid)",
    note("id"),
    note("artifact_id"),
    ...PARTITIONED.map((parent) =>
      `create trigger note_moved after insert or update or delete on ${oldOf(parent, what)}
        for each row execute function library.note_moved_${keyOf(parent)}()`
    ),
  ];
}

function copyRows(what: Split, definitions: AllDefinitions): string[] {
  return PARTITIONED.flatMap((parent) =>
    suffixesOf(what).flatMap((suffix) => [
      `create table ${tableOf(parent, suffix)} (
        like ${oldOf(parent, what)} including defaults including constraints including generated
      )`,
      insertInto(parent, suffix, what, definitions),
    ])
  );
}

function insertInto(
  parent: string,
  suffix: string,
  what: Split,
  definitions: AllDefinitions,
  where = "",
): string {
  const { columns = "" } = definitions.get(parent) ?? {};
  const [, modulus, remainder] = suffix.split("_");
  return `insert into ${tableOf(parent, suffix)} (${columns}) select ${columns}
    from ${oldOf(parent, what)}
    where satisfies_hash_partition('${parent}'::regclass, ${modulus}, ${remainder}, user_id) ${where}`;
}

function addIndexes(what: Split, definitions: AllDefinitions): string[] {
  const added = PARTITIONED.flatMap((parent) =>
    suffixesOf(what).map((suffix) => tableOf(parent, suffix)).flatMap((table) => [
      ...definitions.get(parent)?.constraints.map((text) => `alter table ${table} add ${text}`) ??
        [],
      ...definitions.get(parent)?.indexes.map((text) => `create index on ${table}${text}`) ?? [],
    ])
  );
  const foreign = what.foreignKeys === "of partitions"
    ? REFERENCING.flatMap((parent) =>
      suffixesOf(what).map((suffix) => addForeignKey(parent, suffix))
    )
    : [];
  return [...added, ...foreign];
}

function addForeignKey(parent: string, suffix: string): string {
  return `alter table ${tableOf(parent, suffix)} add foreign key (user_id, artifact_id)
    references ${tableOf(ARTIFACTS, suffix)} (user_id, id) on update cascade on delete cascade`;
}

// A cascade deletes from the partition itself, which fires no statement trigger of the parent.
function addTriggers(parent: string, suffix: string): string[] {
  const functions = parent === WORDS
    ? ["add_deleted_words", "subtract_bytes_from_library"]
    : ["subtract_bytes_from_library"];
  return functions.map((name) =>
    `create trigger ${name} after delete on ${tableOf(parent, suffix)}
      referencing old table as deleted_rows for each statement execute function library.${name}()`
  );
}

function exchangeTables(what: Split, definitions: AllDefinitions): Record<string, string[]> {
  const suffixes = suffixesOf(what);
  const isOfParents = what.foreignKeys === "of parents";
  const detach = (parent: string) =>
    `alter table ${parent} detach partition ${oldOf(parent, what)}`;
  const attach = (parent: string) =>
    suffixes.map((suffix) => {
      const [, modulus, remainder] = suffix.split("_");
      return `alter table ${parent} attach partition ${tableOf(parent, suffix)}
        for values with (modulus ${modulus}, remainder ${remainder})`;
    });
  return {
    lock: [`lock table ${PARTITIONED.join(", ")} in access exclusive mode`],
    "copy changes": [
      ...[...REFERENCING, ARTIFACTS].flatMap((parent) =>
        suffixes.map((suffix) => `delete from ${tableOf(parent, suffix)} where ${movedOf(parent)}`)
      ),
      ...PARTITIONED.flatMap((parent) =>
        suffixes.map((suffix) =>
          insertInto(parent, suffix, what, definitions, `and ${movedOf(parent)}`)
        )
      ),
    ],
    detach: [
      `alter table library.artifact_shares drop constraint ${SHARES_KEY}`,
      ...REFERENCING.flatMap((parent) => [
        detach(parent),
        ...isOfParents
          ? [
            `alter table ${oldOf(parent, what)} drop constraint ${
              nameOf(parent)
            }_user_id_artifact_id_fkey`,
          ]
          : [],
      ]),
      detach(ARTIFACTS),
    ],
    "attach artifacts": attach(ARTIFACTS),
    "attach the others": [
      ...REFERENCING.flatMap(attach),
      ...isOfParents
        ? []
        : REFERENCING.flatMap((parent) =>
          suffixes.flatMap((suffix) => addTriggers(parent, suffix))
        ),
      `alter table library.artifact_shares add constraint ${SHARES_KEY}
        foreign key (user_id, artifact_id) references ${ARTIFACTS} (user_id, id) on delete cascade
        not valid`,
    ],
  };
}

const movedOf = (parent: string) =>
  `(user_id, ${keyOf(parent)}) in (select user_id, artifact_id from library.moved)`;

function cleanUp(what: Split): string[] {
  return [
    `alter table library.artifact_shares validate constraint ${SHARES_KEY}`,
    ...[...REFERENCING, ARTIFACTS].map((parent) => `drop table ${oldOf(parent, what)}`),
    "drop table library.moved",
    "drop function library.note_moved_id, library.note_moved_artifact_id",
    ...PARTITIONED.flatMap((parent) =>
      suffixesOf(what).map((suffix) => `analyze ${tableOf(parent, suffix)}`)
    ),
  ];
}

/** @returns milliseconds */
async function run(sql: postgres.ISql, statements: readonly string[]): Promise<number> {
  const started = performance.now();
  for (const statement of statements) await sql.unsafe(statement);
  return performance.now() - started;
}
