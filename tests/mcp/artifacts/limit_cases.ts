// The limits stand in two places, the tools' schemas and the table's checks: both must agree at
// every boundary, or what passes the one would break on the other. The cases any database is run
// against.

import assert from "node:assert/strict";
import type { z } from "zod";
import {
  Content,
  Kind,
  KINDS,
  Tags,
  VERSIONED_FIELDS,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { LIMITS } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import { type DatabaseLocation, startDatabase } from "../../local/database.ts";
import type { Query } from "../../local/sql.ts";

type Probe = [what: string, value: unknown, allowed: boolean];

// One character, two UTF-16 units, four bytes: the three ways of counting differ.
const WIDE = "😀";
const { content_bytes, tags, tag_characters } = LIMITS;

function characterProbes(limit: number): Probe[] {
  return [
    ["empty", "", false],
    ["one character", "a", true],
    ["as many wide characters as allowed", WIDE.repeat(limit), true],
    ["one more character", "a".repeat(limit + 1), false],
    ["one more, the last a line end", "a".repeat(limit) + "\n", false],
    ["a line end in the middle", "a\nb", true],
  ];
}

const COLUMNS: [column: string, schema: z.ZodType, probes: Probe[]][] = [
  ...ofCharacters(),
  ["content", Content, [
    ["empty", "", true],
    ["as many bytes as allowed", "a".repeat(content_bytes), true],
    ["one byte more", "a".repeat(content_bytes + 1), false],
    ["wide characters, just enough", WIDE.repeat(content_bytes / 4), true],
    ["wide characters, one byte more", WIDE.repeat(content_bytes / 4) + "a", false],
  ]],
  ["kind", Kind, [
    ...Object.keys(KINDS).map((kind): Probe => [kind, kind, true]),
    ["an unknown kind", "pdf", false],
    ["a kind in capitals", "Text", false],
    ["no kind", "", false],
  ]],
  ["tags", Tags, [
    ["none", [], true],
    ["as many as allowed", Array(tags).fill("a"), true],
    ["one more", Array(tags + 1).fill("a"), false],
    ["an absent one among them", ["a", null], false],
    ...characterProbes(tag_characters).map(([what, tag, allowed]): Probe => [
      `a tag that is ${what}`,
      ["a", tag, "b"],
      allowed,
    ]),
  ]],
];

/** The versioned fields whose limit is a number of characters. */
function ofCharacters(): typeof COLUMNS {
  const limits = new Map<string, number>(Object.entries(LIMITS));
  return Object.entries(VERSIONED_FIELDS).flatMap(([name, { given }]) => {
    const limit = limits.get(`${name}_characters`);
    return limit === undefined ? [] : [[name, given, characterProbes(limit)]];
  });
}

const VALID = {
  user_id: "user_a",
  title: "t",
  kind: "text",
  content: "c",
  language: null,
  tags: [],
};

/** Whether the table takes the row; anything but a check or a NOT NULL that refuses is a fault. */
async function tableTakes(
  sql: Query,
  changes: Record<string, unknown>,
): Promise<boolean> {
  const row = { ...VALID, ...changes };
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  try {
    await sql(`insert into artifacts (${columns}) values (${places})`, Object.values(row));
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "23514" || code === "23502") return false;
    throw error;
  }
}

/** Registers a test of the migrated database with one step a probe. */
export function limitCases(name: string, location: DatabaseLocation): void {
  Deno.test(`tools and table of ${name} allow the same`, async (test) => {
    const { sql, stop } = await startDatabase(location);
    try {
      for (const [column, schema, probes] of COLUMNS) {
        for (const [what, value, allowed] of probes) {
          const fn = async () => {
            assert.equal(schema.safeParse(value).success, allowed, "the tools' schema");
            assert.equal(await tableTakes(sql, { [column]: value }), allowed, "the table");
          };
          // PGlite sets an exit code of its own, which it takes back when it is closed.
          await test.step({ name: `${column}: ${what}`, fn, sanitizeExit: false });
        }
      }
      const fn = () => onlyUsersOwn(sql);
      await test.step({ name: "only Clerk's users can own a row", fn, sanitizeExit: false });
    } finally {
      await stop();
    }
  });
}

async function onlyUsersOwn(sql: Query): Promise<void> {
  assert.equal(await tableTakes(sql, { user_id: "user_2abcXYZ" }), true);
  for (const user_id of ["", "user_", "mch_1", "user_a b", "user_a\n", "xuser_a", "user_é", null]) {
    assert.equal(await tableTakes(sql, { user_id }), false, `owner ${user_id}`);
  }
}
