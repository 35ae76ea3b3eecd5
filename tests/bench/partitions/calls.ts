// The project's functions as the server calls them, each again and again with the same effect.

import type postgres from "postgres";
import { OWNER } from "./filling.ts";

/** The user with a hundredth of all artifacts, and one with 50. */
export const USERS = [OWNER, "user_5"] as const;
export type User = typeof USERS[number];

const QUOTA = "10000000, 1000000000000";
const LIMIT = 21;

export interface Call {
  user: User;
  what: string;
  run(): Promise<unknown>;
}

/** Statements that read; a page further down starts after the artifact in the middle. */
export function readsOf(user: User, { id, created_at }: Place): Record<string, string> {
  const word = user === OWNER ? "700" : "2005";
  return {
    list: `list_artifacts('${user}', ${LIMIT})`,
    "later page": `list_artifacts('${user}', ${LIMIT}, '${created_at}', '${id}')`,
    read: `read_artifact('${user}', '${id}', null, 0, 40000)`,
    versions: `list_versions('${user}', '${id}', 20)`,
    export: `export_artifacts('${user}', 100000)`,
    "search: rare": `search_artifacts('${user}', '${word}', ${LIMIT})`,
    "search: common": `search_artifacts('${user}', 'everywhere', ${LIMIT})`,
    "open share": `open_share('${hashOf(user)}')`,
  };
}

/** Statements that save, for plans; each changes an artifact once. */
export function changesOf(user: User, { id, version }: Place): Record<string, string> {
  return {
    create: `create_artifact('${user}', 'Made', 'text', 'some words', ${QUOTA})`,
    update:
      `update_artifact('${user}', '${id}', ${version}, 1000000000000, new_content => 'other words')`,
    delete: `delete_artifact('${user}', '${id}')`,
    restore: `restore_artifact('${user}', '${id}', 1000000000000)`,
    charge: `consume_calls('${user}', 1, 300)`,
  };
}

/** An artifact of a user. */
export interface Place {
  id: string;
  created_at: string;
  version: number;
}

/** The artifact in the middle of a user's list, which must be of version 2. */
export async function middleOf(sql: postgres.Sql, user: User): Promise<Place> {
  const [place] = await sql<Place[]>`
    select id, version, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
    from artifacts where user_id = ${user} and version = 2
    order by created_at desc, id desc
    offset (select count(*) / 2 from artifacts where user_id = ${user} and version = 2) limit 1`;
  if (!place) throw new Error(`${user} has no artifact of version 2`);
  return place;
}

/** Shares the artifact in the middle, under a hash that all databases have. */
export async function share(sql: postgres.Sql, user: User): Promise<void> {
  const { id } = await middleOf(sql, user);
  await sql`select share_artifact(${user}, ${id}, ${hashOf(user)}, 100, 20)`;
}

/** @param sql a single connection, with the plans that PostgreSQL caches for it */
export async function callsOf(sql: postgres.Sql, user: User): Promise<Call[]> {
  const place = await middleOf(sql, user);
  let { version } = place;
  const { create = "", charge = "" } = changesOf(user, place);
  const statements = { ...readsOf(user, place), create, charge };
  const update = (field: string) => () =>
    sql.unsafe(
      `select update_artifact('${user}', '${place.id}', ${version++}, 1000000000000, ${field} => 'new ${version}')`,
    );
  return [
    ...Object.entries(statements).map(([what, statement]) => ({
      ...{ user, what },
      run: () => sql.unsafe(`select ${statement}`),
    })),
    { user, what: "update content", run: update("new_content") },
    { user, what: "update title", run: update("new_title") },
  ];
}

function hashOf(user: User): string {
  return (USERS.indexOf(user) + 1).toString().padStart(64, "0");
}
