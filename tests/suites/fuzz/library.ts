// What the fuzzed person's library holds: the same rows with the same ids whenever it is filled, so that
// requests that were made up beforehand reach something.

import { encodeCursor } from "../../../supabase/functions/mcp/artifacts/cursor.ts";
import { hashShareId } from "../../../supabase/functions/mcp/artifacts/share_id.ts";
import type { Query } from "../../local/sql.ts";

/** Of the owner's; the last one is in the trash. */
export const OWN = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
/** Another user's artifact, and one that does not exist. */
export const STRANGE = ["0000000000ff", "0000000000fe"]
  .map((end) => `00000000-0000-4000-8000-${end}`);
export const SHARE = "fuzz_share_0123456789-abcdefghij";

const TIME = "2026-01-01T00:00:00.000Z";
const [FIRST = ""] = OWN;

/** Cursors as they are given out, and near misses of each. */
export const CURSORS = [
  encodeCursor({ created_at: TIME, id: FIRST }),
  ...["0", "1", "20", "2147483647"].map((count) => encodeCursor({ skip: count })),
  encodeCursor({ id: FIRST, version: 1 }),
  ...["2147483648", "-1", "1e3", "", "1.5", "0x1", "9".repeat(400), "Infinity"].map((count) =>
    encodeCursor({ id: FIRST, version: count })
  ),
  ...["-1", "1e3", "9".repeat(400), " 1", "NaN"].map((skip) => encodeCursor({ skip })),
  ...[
    "0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "2026-02-30T00:00:00.000Z",
    "infinity",
  ]
    .map((created_at) => encodeCursor({ created_at, id: FIRST })),
  ...[`${TIME},id.gt.0`, `${TIME}&select=*`, `${TIME}\0`].map((created_at) =>
    encodeCursor({ created_at, id: FIRST })
  ),
  ...["", "=", "====", "AAAA", "%", "\ud800", "MQ==", "MQ\n"],
];

const EMPTY = "delete from artifacts where user_id = $1 or id = any ($2::uuid[])";
const FILL = `
  insert into artifacts (id, user_id, title, kind, content, language, tags, created_at, deleted_at)
  select id, case when number <= 4 then $1 else 'user_stranger' end, 'Title ' || number, 'code',
    'alpha beta "gamma", line ' || number || repeat(E'\\nwords é 😀 ', 300), 'c', array['a', 'b,c'],
    $3::timestamptz + number * interval '1 ms', case when number = 4 then now() end
  from unnest($2::uuid[]) with ordinality as row (id, number)`;
const SHARED = `
  insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
  values ($1, $2, $3, now() + interval '1 day')`;

/** Empties the owner's library and refills it. */
export async function fillLibrary(sql: Query, owner: string): Promise<void> {
  const ids = [...OWN, ...STRANGE.slice(0, 1)];
  await sql(EMPTY, [owner, ids]);
  await sql(FILL, [owner, ids, TIME]);
  await sql(SHARED, [await hashShareId(SHARE), owner, FIRST]);
}
