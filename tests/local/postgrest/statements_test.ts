// The SQL of requests, letter by letter. The call has the form that PostgREST 14.5 of a hosted project left in
// PostgreSQL's log, the read that of PostgREST's documentation (docs/references/observability.rst).

import assert from "node:assert/strict";
import type { Routine } from "./schema_cache.ts";
import { callStatement, readStatement, variablesStatement } from "./statements.ts";

const SAVE: Routine = {
  ...{ schema: "public", name: "save_note", volatility: "volatile", isScalar: true, settings: [] },
  parameters: [
    { name: "revision", type: "bigint", required: true },
    { name: "note", type: "jsonb", required: true },
    { name: "tags", type: "text[]", required: false },
  ],
};

Deno.test("a call passes the arguments that the body names, by name", () => {
  const body = '{"note": {}, "revision": 1}';
  const { text, values } = callStatement(SAVE, body, new Set(["note", "revision"]), 1000);
  assert.deepEqual(values, [{ json: body }, "1000", "0"]);
  assert.equal(
    text,
    "WITH pgrst_source AS (SELECT pgrst_call.pgrst_scalar FROM (SELECT $1 AS json_data) pgrst_payload, " +
      'LATERAL (SELECT "revision", "note" FROM json_to_record(pgrst_payload.json_data) AS _("revision" bigint, ' +
      '"note" jsonb) LIMIT 1) pgrst_body , LATERAL (SELECT "public"."save_note"("revision" := ' +
      'pgrst_body."revision", "note" := pgrst_body."note") pgrst_scalar) pgrst_call) SELECT null::bigint AS ' +
      "total_result_set, 1 AS page_total, coalesce(json_agg(_postgrest_t.pgrst_scalar)->0, 'null') AS body, " +
      "nullif(current_setting('response.headers', true), '') AS response_headers, " +
      "nullif(current_setting('response.status', true), '') AS response_status, '' AS response_inserted " +
      'FROM (SELECT "save_note".* FROM "pgrst_source" AS "save_note"   LIMIT $2 OFFSET $3) _postgrest_t',
  );
});

Deno.test("a call without arguments binds no body", () => {
  const status: Routine = { ...SAVE, name: "status", parameters: [] };
  const { text, values } = callStatement(status, "{}", new Set(), 1000);
  assert.deepEqual(values, ["1000", "0"]);
  assert.ok(text.startsWith(
    "WITH pgrst_source AS (SELECT pgrst_call.pgrst_scalar FROM " +
      '(SELECT "public"."status"() pgrst_scalar) pgrst_call) SELECT ',
  ));
});

Deno.test("a type that would cut a value to one character is widened", () => {
  const parameters = ["character", "character[]", "bit", "character varying"].map((type, at) => ({
    ...{ name: `p${at}`, type, required: true },
  }));
  const keys = new Set(parameters.map(({ name }) => name));
  const { text } = callStatement({ ...SAVE, parameters }, "{}", keys, 1);
  assert.match(
    text,
    /_\("p0" character varying, "p1" character varying\[\], "p2" bit varying, "p3" character varying\)/,
  );
});

Deno.test("a read names each column and compares with parameters", () => {
  const { text, values } = readStatement({
    ...{ kind: "read", schema: "public", table: "libraries", columns: ["artifacts", "bytes"] },
    filters: [{ column: "user_id", equals: "user_a" }, { column: "odd", equals: 'a"b' }],
  }, 1000);
  assert.deepEqual(values, ["user_a", 'a"b', "1000", "0"]);
  assert.equal(
    text,
    'WITH pgrst_source AS ( SELECT "public"."libraries"."artifacts", "public"."libraries"."bytes" FROM ' +
      '"public"."libraries" WHERE  "public"."libraries"."user_id" = $1 AND  "public"."libraries"."odd" = $2   ' +
      "LIMIT $3 OFFSET $4 )  SELECT null::bigint AS total_result_set, pg_catalog.count(_postgrest_t) AS page_total, " +
      "coalesce(json_agg(_postgrest_t), '[]') AS body, " +
      "nullif(current_setting('response.headers', true), '') AS response_headers, " +
      "nullif(current_setting('response.status', true), '') AS response_status, '' AS response_inserted " +
      "FROM ( SELECT * FROM pgrst_source ) _postgrest_t",
  );
});

Deno.test("role settings come before the role, function settings last", () => {
  const { text, values } = variablesStatement({
    ...{
      searchPath: ["public", "ext"],
      role: "anon",
      claims: { iss: "x" },
      method: "POST",
      path: "/rpc/f",
    },
    ...{ headers: { a: "b", cookie: "c=d" }, roleSettings: [["statement_timeout", "3s"]] },
    functionSettings: [["statement_timeout", "1s"]],
  });
  assert.equal(
    text,
    "select set_config('search_path', $1, true), set_config($2, $3, true), set_config('role', $4, true), " +
      "set_config('request.jwt.claims', $5, true), set_config('request.method', $6, true), " +
      "set_config('request.path', $7, true), set_config('request.headers', $8, true), " +
      "set_config('request.cookies', $9, true), set_config($10, $11, true)",
  );
  assert.deepEqual(values, [
    ...[
      '"public", "ext"',
      "statement_timeout",
      "3s",
      "anon",
      '{"iss":"x","role":"anon"}',
      "POST",
      "/rpc/f",
    ],
    ...['{"a":"b"}', "{}", "statement_timeout", "1s"],
  ]);
});
