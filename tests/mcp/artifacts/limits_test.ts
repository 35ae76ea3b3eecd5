// The limits of the tools against those of the table on PGlite, and against what PostgreSQL can hold.

import assert from "node:assert/strict";
import {
  Content,
  Language,
  Tags,
  Title,
} from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { limitCases } from "./limit_cases.ts";

limitCases("PGlite", { kind: "memory" });

for (const text of ["a\0b", "\ud800", "\udc00a"]) {
  Deno.test(`no text that PostgreSQL cannot store passes the schemas: ${JSON.stringify(text)}`, () => {
    for (const schema of [Title, Language, Content]) {
      assert.equal(schema.safeParse(text).success, false);
    }
    assert.equal(Tags.safeParse([text]).success, false);
  });
}
