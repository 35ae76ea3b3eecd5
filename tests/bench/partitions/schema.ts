// The project's migrations with hash partitions by user_id: the smallest edits that PostgreSQL 15 accepts and that keep
// every function's promise. Each edit names text of a migration, and fails when that text is gone.

/** A table that is partitioned: its schema and name. */
export const PARTITIONED = [
  "public.artifacts",
  "library.content_words",
  "library.artifact_versions",
] as const;

interface Edit {
  /** The part of the migration's name after its timestamp. */
  migration: string;
  from: string;
  to(partitions: number): string;
}

const [ARTIFACTS, WORDS, VERSIONS] = PARTITIONED;

// Partitions live in schema library: the Data API would expose them in schema public.
const partitionsOf = (table: string, modulus: number) => `
do $$ begin
  for remainder in 0..${modulus - 1} loop
    execute format(
      'create table library.${
  nameOf(table)
}_%s partition of ${table} for values with (modulus ${modulus}, remainder %s)',
      remainder, remainder
    );
  end loop;
end $$;`;

/** The name of a table without its schema, and of its partitions without their number. */
export function nameOf(table: string): string {
  return table.slice(table.indexOf(".") + 1);
}

const byHash = (table: string) => (partitions: number) =>
  `\n) partition by hash (user_id);${partitionsOf(table, partitions)}\n`;

const [TITLE_INDEX, CONTENT_INDEX] = [
  "public.artifacts_title_words",
  "library.content_words_words",
];

/** How a migration writes the files of both search indexes. */
const files = (inner: string, outer: string) =>
  `array[\n${inner}pg_relation_filenode('${TITLE_INDEX}'), pg_relation_filenode('${CONTENT_INDEX}')\n${outer}]`;

const FILES_OF_PARTITIONS = `array(
    select pg_relation_filenode(relid) from pg_partition_tree('${TITLE_INDEX}') where isleaf
    union all select pg_relation_filenode(relid) from pg_partition_tree('${CONTENT_INDEX}') where isleaf
  )::oid[]`;

/** What must change, in the order of the migrations. */
export const EDITS: readonly Edit[] = [
  // A unique index of a partitioned table contains the partition key: the id alone cannot be the primary key.
  {
    migration: "artifacts",
    from: "id uuid primary key default",
    to: () => "id uuid not null default",
  },
  {
    migration: "artifacts",
    from: "constraint artifacts_of_owner unique (user_id, id)",
    to: () => "constraint artifacts_of_owner primary key (user_id, id)",
  },
  {
    migration: "artifacts",
    from: "constraint artifacts_idempotency unique (user_id, idempotency_key)\n);\n",
    to: (partitions) =>
      `constraint artifacts_idempotency unique (user_id, idempotency_key)${
        byHash(ARTIFACTS)(partitions)
      }`,
  },
  {
    migration: "versions",
    from: "references public.artifacts (user_id, id) on delete cascade\n);\n",
    to: (partitions) =>
      `references public.artifacts (user_id, id) on delete cascade${byHash(VERSIONS)(partitions)}`,
  },
  {
    migration: "search",
    from: "on update cascade on delete cascade\n);\n",
    to: (partitions) => `on update cascade on delete cascade${byHash(WORDS)(partitions)}`,
  },
  // A partitioned index has no file: a rebuild is over when no file of the last one is left.
  {
    migration: "search",
    from: files("  ", ""),
    to: () => FILES_OF_PARTITIONS,
  },
  {
    migration: "storage",
    from: files("    ", "  "),
    to: () => FILES_OF_PARTITIONS,
  },
  {
    migration: "storage",
    from: "where words_files[1] <> files[1] and words_files[2] <> files[2]",
    to: () => "where not words_files && files",
  },
  {
    migration: "purge",
    from: "i.indrelid in ('public.artifacts'::regclass, 'library.content_words'::regclass)",
    to: () =>
      `i.indrelid in (select relid from pg_partition_tree('${ARTIFACTS}')
        union all select relid from pg_partition_tree('${WORDS}'))`,
  },
];

/** @throws Error that names a text which the migration has not exactly once */
export function partition(migration: string, text: string, partitions: number): string {
  return EDITS.filter((edit) => edit.migration === migration).reduce((edited, { from, to }) => {
    const parts = edited.split(from);
    if (parts.length !== 2) throw new Error(`${migration} has ${parts.length - 1} times: ${from}`);
    return parts.join(to(partitions));
  }, text);
}
