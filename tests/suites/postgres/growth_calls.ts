// What is timed on a project: each thing a person does, through the store and as the bare statement of it.

import postgres from "postgres";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { Parts } from "../../local/parts.ts";
import { draft } from "../../mcp/artifacts/store_cases.ts";
import { startStore } from "../../mcp/artifacts/store_on_database.ts";
import { userId } from "../../mcp/in_process.ts";
import { OWNED, type Person } from "./growth_filling.ts";
import type { ProjectServer } from "./project.ts";

export const LIMIT = 10;
const PAGE = 1_000;
const QUOTA = { artifacts: 2_000_000, bytes: 10_000_000_000 };

/** Calls that work with any number of artifacts; then calls that need many. */
export const EVERY = [
  "list",
  "view",
  "create",
  "update",
  "search: rare",
  "search: common",
] as const;
export type What = typeof EVERY[number] | "page 1,000";

/** One thing that is done again and again. */
export interface Call {
  person: Person;
  what: What;
  through(): Promise<unknown>;
  bare(): Promise<unknown>;
}

/** What the calls of one person work with. */
interface Desk {
  person: Person;
  store: ArtifactStore;
  sql: postgres.Sql;
}

/**
 * Connects to a filled copy.
 * @param parts remembers what was connected
 */
export async function startCalls(
  server: ProjectServer,
  copy: string,
  people: readonly Person[],
  parts: Parts,
): Promise<Call[]> {
  const url = server.urlOf(copy, "supabase_admin");
  const { artifactsOf } = await parts.add(startStore({ kind: "postgres", url }));
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  parts.defer(() => sql.end());
  await sql`set role service_role`;
  const calls: Call[] = [];
  for (const person of people) {
    const desk = { person, store: artifactsOf(userId(person), QUOTA), sql };
    calls.push(...await readsOf(desk), ...await changesOf(desk), ...searchesOf(desk));
  }
  return calls;
}

async function readsOf({ person, store, sql }: Desk): Promise<Call[]> {
  const owner = `user_${person}`;
  const middle = await placeOf(sql, person, OWNED[person] / 2);
  const calls: Call[] = [{
    ...{ person, what: "view" },
    through: () => store.read(middle.id),
    bare: () => sql`select read_artifact(${owner}, ${middle.id})`,
  }, {
    ...{ person, what: "list" },
    through: () => store.list({ limit: LIMIT }),
    bare: () => sql`select list_artifacts(${owner}, ${LIMIT + 1})`,
  }];
  if (OWNED[person] > PAGE * LIMIT) {
    const after = await endOfPage(sql, person, PAGE - 1);
    const { created_at, id } = after;
    calls.push({
      ...{ person, what: "page 1,000" },
      through: () => store.list({ limit: LIMIT, after }),
      bare: () => sql`select list_artifacts(${owner}, ${LIMIT + 1}, ${created_at}, ${id})`,
    });
  }
  return calls;
}

async function changesOf({ person, store, sql }: Desk): Promise<Call[]> {
  const { artifacts, bytes } = QUOTA;
  const owner = `user_${person}`;
  // Of each its own, since an update must know the version.
  const [one, other] = [await placeOf(sql, person, 4), await placeOf(sql, person, 5)];
  let [ofOne, ofOther] = [0, 0];
  return [{
    ...{ person, what: "create" },
    through: () => store.create(draft()),
    bare: () =>
      sql`select create_artifact(${owner}, 'Made', 'text', 'words', ${artifacts}, ${bytes})`,
  }, {
    ...{ person, what: "update" },
    through: () => store.update(one.id, ++ofOne, { content: `words ${ofOne}` }),
    bare: () =>
      sql`select update_artifact(${owner}, ${other.id}, ${++ofOther}, ${bytes},
        new_content => ${`words ${ofOther}`})`,
  }];
}

function searchesOf({ person, store, sql }: Desk): Call[] {
  const search = (what: What, query: string): Call => ({
    ...{ person, what },
    through: () => store.search({ query, limit: LIMIT, skip: 0 }),
    bare: () => sql`select search_artifacts(${`user_${person}`}, ${query}, ${LIMIT + 1})`,
  });
  return [search("search: rare", "unique"), search("search: common", "everywhere")];
}

/** The last artifact of a page of a person's list, which the next page begins after. */
export function endOfPage(sql: postgres.Sql, person: Person, page: number) {
  return placeOf(sql, person, page * LIMIT - 1);
}

async function placeOf(sql: postgres.Sql, person: Person, index: number) {
  const [place] = await sql<{ id: string; created_at: string }[]>`
    select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
    from artifacts where user_id = ${`user_${person}`} order by created_at desc, id desc
    offset ${index} limit 1`;
  if (!place) throw new Error(`${person} has no artifact ${index}`);
  return place;
}
