// Two projects, one a hundred times as big as the other, and people with little, some and much in them.

import { fillInBulk } from "./bulk_filling.ts";
import type { ProjectServer } from "./project.ts";

/** How many artifacts each person has; `many` only in the big project. */
export const OWNED = { few: 10, some: 1_000, many: 100_000 };
export type Person = keyof typeof OWNED;

// Each user's artifacts are scattered among all rows, as after years of use.
function ownerOf(rows: number): string {
  const many = rows > OWNED.many ? `when i % ${rows / OWNED.many} = 0 then 'many'` : "";
  return `'user_' || case ${many}
    when i % ${rows / OWNED.some} = 1 then 'some'
    when i % ${rows / OWNED.few} = 2 then 'few'
    else 'other' || i % ${rows / 50} end`;
}

/** `unique` is in one artifact of each person who has some. */
function insert(rows: number, from: number, to: number): string {
  const words = [7_919, 104_729, 1_299_709, 15_485_863, 179_424_673, 982_451_653]
    .map((prime) => `' w' || i::bigint * ${prime} % 30011`).join(" || ");
  return `
    insert into artifacts (user_id, title, kind, content, created_at)
    select ${ownerOf(rows)}, 'Number ' || i, 'markdown',
      'everywhere' || case when i % ${rows} = ${
    rows / 2 + 1
  } then ' unique' else '' end || ${words},
      timestamptz '2024-01-01Z' + i * interval '1 minute'
    from generate_series(${from}, ${to}) as i`;
}

/** @param rows how big the project is */
export async function fillWith(server: ProjectServer, copy: string, rows: number): Promise<void> {
  await fillInBulk(server, copy, rows, (from, to) => insert(rows, from, to));
}
