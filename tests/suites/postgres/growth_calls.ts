// What is timed on a project: each thing a person does, through the store and as the bare statement of it.

import postgres from "postgres";
import { draft } from "../../mcp/artifacts/store_cases.ts";
import { startStore } from "../../mcp/artifacts/store_on_database.ts";
import { userId } from "../../mcp/in_process.ts";
import { Parts } from "../../local/parts.ts";
import { OWNED, type Person } from "./growth_filling.ts";
import type { ProjectServer } from "./project.ts";
import type { Recorder, StoreCall } from "./statements.ts";

export const LIMIT = 10;
const QUOTA = { artifacts: 2_000_000, bytes: 10_000_000_000 };
const LATER = 999 * LIMIT;

/** One thing that is done again and again. */
export interface Call {
  person: Person;
  what: "list" | "page 1,000" | "view" | "create" | "update" | "search: rare" | "search: common";
  through(): Promise<unknown>;
  bare(): Promise<unknown>;
}

interface Place {
  id: string;
  created_at: string;
}

/** Connects to a filled copy. @param recording a copy without rows, to see statements on */
export async function startCalls(
  server: ProjectServer,
  copy: string,
  recorder: Recorder,
  people: readonly Person[],
  parts: Parts,
): Promise<Call[]> {
  const url = server.urlOf(copy, "supabase_admin");
  const { artifactsOf } = await parts.add(startStore({ kind: "postgres", url }));
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await parts.add({ stop: () => sql.end() });
  await sql`set role service_role`;

  const callsOf = async (person: Person): Promise<Call[]> => {
    const owner = `user_${person}`;
    const store = artifactsOf(userId(person), QUOTA);
    const [middle, other] = await placesOf(sql, owner, OWNED[person] / 2);
    if (!middle || !other) throw new Error(`${person} has nothing`);
    const statement = async (what: Call["what"], call: StoreCall): Promise<Call> => {
      const { text, parameters } = await recorder.statementOf(person, call);
      const values = parameters as postgres.ParameterOrJSON<never>[];
      const bare = () => sql.unsafe(text, values, { prepare: true });
      return { person, what, through: () => call(store), bare };
    };
    const later = person === "many" ? (await placesOf(sql, owner, LATER - 1))[0] : undefined;
    const search = (what: Call["what"], query: string): Call => ({
      ...{ person, what },
      through: () => store.search({ query, limit: LIMIT, skip: 0 }),
      bare: () => sql`select search_artifacts(${owner}, ${query}, ${LIMIT + 1})`,
    });
    const versions = new Map([[middle.id, 1], [other.id, 1]]);
    const next = (id: string) => {
      const version = versions.get(id) ?? 1;
      versions.set(id, version + 1);
      return version;
    };
    return [
      await statement("list", (store) => store.list({ limit: LIMIT })),
      ...(later
        ? [await statement("page 1,000", (store) => store.list({ limit: LIMIT, after: later }))]
        : []),
      await statement("view", (store) => store.read(middle.id)),
      {
        ...{ person, what: "create" },
        through: () => store.create(draft()),
        bare: () =>
          sql`select create_artifact(${owner}, 'Made', 'text', 'some words', ${QUOTA.artifacts}, ${QUOTA.bytes})`,
      },
      {
        ...{ person, what: "update" },
        through: async () => {
          const version = next(middle.id);
          return await store.update(middle.id, version, { content: `words ${version}` });
        },
        bare: () => {
          const version = next(other.id);
          const content = `words ${version}`;
          return sql`select update_artifact(${owner}, ${other.id}, ${version}, ${QUOTA.bytes}, content => ${content})`;
        },
      },
      search("search: rare", "unique"),
      search("search: common", "everywhere"),
    ];
  };
  const calls: Call[] = [];
  for (const person of people) calls.push(...await callsOf(person));
  return calls;
}

/** Places in a person's list, newest first. */
async function placesOf(sql: postgres.Sql, owner: string, skip: number): Promise<Place[]> {
  return await sql<Place[]>`
    select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
    from artifacts where user_id = ${owner} order by created_at desc, id desc
    offset ${skip} limit 2`;
}
