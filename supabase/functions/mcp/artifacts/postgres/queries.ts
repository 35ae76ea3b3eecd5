// Lists a user's artifacts with a query on the table.

import type { UserId } from "../../auth/user_id.ts";
import { ArtifactSummary } from "../artifact.ts";
import { type Connection, dataOf } from "./data_api.ts";
import type { Database } from "./database.types.ts";
import { SummaryRows } from "./rows.ts";
import type { ArtifactPage, ArtifactQuery } from "../store.ts";

type Row = Database["public"]["Tables"]["artifacts"]["Row"];
// A field of the summary that the table lacks does not compile.
type SummaryColumns = Pick<Row, keyof ArtifactSummary>;

const SUMMARY = Object.keys(ArtifactSummary.shape).join(",");
// Only the filter `eq` checks column names; the others accept any text.
const CREATED_AT = "created_at" satisfies keyof Row;
const DELETED_AT = "deleted_at" satisfies keyof Row;
const ID = "id" satisfies keyof Row;
const TAGS = "tags" satisfies keyof Row;

/** One page, newest first. */
export async function listArtifacts(
  database: Connection,
  owner: UserId,
  { limit, after, kind, tag, trashed = false }: ArtifactQuery,
): Promise<ArtifactPage> {
  const own = database.artifacts.select(SUMMARY).eq("user_id", owner);
  let rows = trashed ? own.not(DELETED_AT, "is", null) : own.is(DELETED_AT, null);
  if (kind) rows = rows.eq("kind", kind);
  if (tag) rows = rows.contains(TAGS, arrayOf(tag));
  if (after) {
    const { created_at, id } = after;
    // `or` implies `lte`, but only `lte` gives the index scan its start.
    const within = `and(${CREATED_AT}.eq.${created_at},${ID}.lt.${id})`;
    rows = rows.lte(CREATED_AT, created_at).or(`${CREATED_AT}.lt.${created_at},${within}`);
  }
  // One extra row shows whether there is a next page. One `order` call, since each call re-parses the URL.
  const newestFirst = rows.order(`${CREATED_AT}.desc,${ID}`, { ascending: false })
    .limit(limit + 1)
    .overrideTypes<SummaryColumns[], { merge: false }>();
  return pageOf(await dataOf<SummaryColumns[]>(newestFirst), limit);
}

// supabase-js joins arrays without quotes: a tag with a comma would become two tags.
function arrayOf(tag: string): string {
  return `{"${tag.replace(/["\\]/g, "\\$&")}"}`;
}

function pageOf(answer: SummaryColumns[], limit: number): ArtifactPage {
  const rows = SummaryRows.parse(answer);
  const artifacts = rows.slice(0, limit);
  const last = artifacts.at(-1);
  if (rows.length <= limit || !last) return { artifacts };
  return { artifacts, next: { created_at: last.created_at, id: last.id } };
}
