// The cursor: comes back as the position it was made of, and nothing else passes for one.

import assert from "node:assert/strict";
import { Cursor, encodeCursor } from "../../../supabase/functions/mcp/artifacts/cursor.ts";

const POSITION = {
  created_at: "2026-11-23T08:38:37.582Z",
  id: "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab",
};

function cursorOf(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

Deno.test("a cursor comes back as the position it was made of", () => {
  const times = [
    "2026-11-23T08:38:37.582Z",
    "2000-02-29T00:00:00.000Z",
    "1999-12-31T23:59:59.999Z",
  ];
  for (const created_at of times) {
    for (let i = 0; i < 100; i++) {
      const position = { created_at, id: crypto.randomUUID() };
      assert.deepEqual(Cursor.parse(encodeCursor(position)), position);
    }
  }
});

Deno.test("a cursor survives URLs and needs no quoting", () => {
  assert.match(encodeCursor(POSITION), /^[A-Za-z0-9_-]+$/);
});

const { created_at, id } = POSITION;
const good = encodeCursor(POSITION);
const FOREIGN: Record<string, string> = {
  "is empty": "",
  "is a word": "next",
  "is not Latin-1": "😀",
  "is cut short": good.slice(0, -8),
  "is doubled": good + good,
  "holds a number": cursorOf("20"),
  "holds no time": cursorOf(id),
  "holds no id": cursorOf(created_at),
  "holds the two in another order": cursorOf(`${id} ${created_at}`),
  "holds another separator": cursorOf(`${created_at},${id}`),
  "holds a date alone": cursorOf(`2026-11-23 ${id}`),
  "holds a local time": cursorOf(`2026-11-23T08:38:37.582+02:00 ${id}`),
  "holds a day that does not exist": cursorOf(`2026-02-30T08:38:37.582Z ${id}`),
  "holds a filter instead of an id": cursorOf(`${created_at} x),user_id.neq.user_a`),
  "holds a filter behind the time": cursorOf(`${created_at},user_id.neq.user_a ${id}`),
  // All of these decode to a position, and none of them was made by us.
  "has a line end": `${good}\n`,
  "has a blank before it": ` ${good}`,
  "is padded": `${good}=`.padEnd(Math.ceil(good.length / 4) * 4, "="),
  "holds more than a position": cursorOf(`${created_at} ${id} more`),
  "holds a finer time than the database has": cursorOf(`2026-11-23T08:38:37.582999Z ${id}`),
  "holds a year before the database's calendar": cursorOf(`0000-01-01T00:00:00.000Z ${id}`),
};

for (const [fault, cursor] of Object.entries(FOREIGN)) {
  Deno.test(`a cursor that ${fault} is refused`, () => {
    const { error } = Cursor.safeParse(cursor);
    assert.equal(
      error?.issues.map(({ message }) => message).join(),
      "must be a next_cursor of an earlier answer, unchanged",
    );
  });
}
