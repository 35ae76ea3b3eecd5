// Rewrites functions in SQL, which PostgreSQL plans in every transaction, in PL/pgSQL, whose plans a connection keeps.

import type postgres from "postgres";

/** Functions that read partitioned tables, each one statement. */
const FUNCTIONS = [
  "library.summary_of",
  "library.content_of",
  "library.versions_after",
  "public.open_share",
];

/** @throws Error if a function is not written in SQL any more */
export async function rewriteInPlpgsql(sql: postgres.Sql): Promise<void> {
  for (const name of FUNCTIONS) {
    const [row] = await sql<{ text: string; set: boolean }[]>`
      select pg_get_functiondef(oid) as text, proretset as set from pg_proc
      where oid = ${name}::regproc`;
    const parts = /^([^]*)\n LANGUAGE sql\n([^]*)AS \$function\$([^]*)\$function\$\s*$/.exec(
      row?.text ?? "",
    );
    if (!row || !parts) throw new Error(`${name} is not a function in SQL`);
    const [, head = "", options = "", statement = ""] = parts;
    const body = row.set ? `return query ${statement}; return` : `return (${statement})`;
    await sql.unsafe(
      `${head} language plpgsql ${options} as $function$ begin ${body}; end $function$`,
    );
  }
}
