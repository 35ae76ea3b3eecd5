// Cursors: each comes back as the place it was made of, and nothing else passes for one.

import assert from "node:assert/strict";
import process from "node:process";
import {
  cursorOf,
  encodeCursor,
  ExportCursor,
  HistoryCursor,
  INVALID_CURSOR_MESSAGE,
  ListCursor,
  SearchCursor,
} from "../../../supabase/functions/mcp/artifacts/cursor.ts";

const Cursor = cursorOf(ListCursor);

const POSITION = {
  created_at: "2026-11-23T08:38:37.582Z",
  id: "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab",
};

function base64Url(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

Deno.test("a decoded cursor is the position it was made of", () => {
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
  "holds a number": base64Url("20"),
  "holds no time": base64Url(id),
  "holds no id": base64Url(created_at),
  "holds the two in another order": base64Url(`${id} ${created_at}`),
  "holds another separator": base64Url(`${created_at},${id}`),
  "holds a date alone": base64Url(`2026-11-23 ${id}`),
  "holds a local time": base64Url(`2026-11-23T08:38:37.582+02:00 ${id}`),
  "holds a day that does not exist": base64Url(`2026-02-30T08:38:37.582Z ${id}`),
  "holds a filter instead of an id": base64Url(`${created_at} x),user_id.neq.user_a`),
  "holds a filter behind the time": base64Url(`${created_at},user_id.neq.user_a ${id}`),
  // All of these decode to a position, and none of them was made by us.
  "has a line end": `${good}\n`,
  "has a blank before it": ` ${good}`,
  "is padded": `${good}=`.padEnd(Math.ceil(good.length / 4) * 4, "="),
  "holds more than a position": base64Url(`${created_at} ${id} more`),
  "holds a finer time than the database has": base64Url(`2026-11-23T08:38:37.582999Z ${id}`),
  "holds a year before the database's calendar": base64Url(`0000-01-01T00:00:00.000Z ${id}`),
};

for (const [fault, cursor] of Object.entries(FOREIGN)) {
  Deno.test(`a cursor that ${fault} is rejected`, () => {
    const { error } = Cursor.safeParse(cursor);
    assert.equal(error?.issues.map(({ message }) => message).join(), INVALID_CURSOR_MESSAGE);
  });
}

Deno.test("a foreign cursor is rejected with a sentence that names valid ones", () => {
  assert.equal(INVALID_CURSOR_MESSAGE, "must be a next_cursor of an earlier answer, unchanged");
});

const COUNTS = [0, 1, 20, 1_000_000];

Deno.test("cursors of results, versions and exports decode to the position they were made of", () => {
  for (const count of COUNTS) {
    const rank = { skip: count };
    assert.deepEqual(cursorOf(SearchCursor).parse(encodeCursor(rank)), rank);
    const version = { before: count };
    assert.deepEqual(cursorOf(HistoryCursor).parse(encodeCursor(version)), version);
    const place = { id: crypto.randomUUID(), version: count, offset: count };
    assert.deepEqual(cursorOf(ExportCursor).parse(encodeCursor(place)), place);
  }
});

// Each is a number to JavaScript, or begins as one.
const NO_COUNTS = ["", " ", "-1", "1.5", "1e2", "01", "+1", "0x1", "1 ", " 1", "1 2", "x", "NaN"];

for (const text of [...NO_COUNTS, "Infinity", "null", "-0", "9007199254740993"]) {
  Deno.test(`a cursor with ${JSON.stringify(text)} instead of a number is rejected`, () => {
    for (const place of [SearchCursor, HistoryCursor]) {
      assert.equal(
        cursorOf<ReturnType<typeof SearchCursor | typeof HistoryCursor>>(place).safeParse(
          base64Url(text),
        )
          .success,
        false,
      );
    }
    const { success } = cursorOf(ExportCursor).safeParse(base64Url(`${id} ${text} 0`));
    assert.equal(success, false);
  });
}

Deno.test("a cursor of one kind of listing is rejected by every other kind", () => {
  const places = { good, rank: encodeCursor({ skip: 1 }), place: encodeCursor({ id, version: 1 }) };
  assert.ok(Cursor.safeParse(places.good).success);
  for (const schema of [SearchCursor, HistoryCursor]) {
    for (const cursor of [places.good, places.place]) {
      assert.equal(
        cursorOf<ReturnType<typeof SearchCursor | typeof HistoryCursor>>(schema).safeParse(cursor)
          .success,
        false,
      );
    }
  }
  for (const cursor of [places.rank, places.place]) {
    assert.equal(Cursor.safeParse(cursor).success, false);
  }
  for (const cursor of [places.rank, places.good]) {
    assert.equal(cursorOf(ExportCursor).safeParse(cursor).success, false);
  }
});

Deno.test("a cursor of several megabytes is rejected by its length, not decoded", () => {
  const long = "ICAg".repeat(1_000_000);
  const before = process.cpuUsage();
  for (let i = 0; i < 20; i++) {
    for (const place of [ListCursor, ExportCursor]) {
      const { success } = cursorOf<ReturnType<typeof place>>(place).safeParse(long);
      assert.equal(success, false);
    }
  }
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 400_000, `${user + system} µs`);
});
