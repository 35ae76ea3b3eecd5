// HTTP statuses and bodies of errors, as mapSQLtoHTTP of PostgREST's Error.hs has them.

import assert from "node:assert/strict";
import { databaseError, errorResponse } from "./errors.ts";

const STATUSES: Record<number, string[]> = {
  400: ["22P02", "23502", "23514", "42703", "22023", "P0001", "0A000"],
  403: ["42501", "28000", "0L000", "0P000"],
  404: ["42883", "42P01"],
  405: ["25006"],
  409: ["23503", "23505"],
  500: [
    ...[
      "25P02",
      "40001",
      "40P01",
      "42P17",
      "53400",
      "54001",
      "55P03",
      "57014",
      "58030",
      "P0002",
      "XX000",
    ],
    ...["09000", "21000", "2D000", "38000", "39000", "3B000", "F0000", "HV000"],
  ],
  503: ["08006", "53300", "57P01"],
};

for (const [status, codes] of Object.entries(STATUSES)) {
  Deno.test(`SQLSTATEs that are HTTP ${status}`, () => {
    for (const code of codes) {
      assert.equal(databaseError({ code, message: "m" }, false).status, Number(status), code);
    }
  });
}

Deno.test("some messages and the role decide the status, too", () => {
  const statusOf = (code: string, message: string, isAnonymous = false) =>
    databaseError({ code, message }, isAnonymous).status;
  assert.equal(statusOf("42501", "permission denied", true), 401);
  assert.equal(statusOf("21000", "UPDATE requires a WHERE clause"), 400);
  assert.equal(statusOf("22023", 'role "x" does not exist'), 401);
});

Deno.test("the body has PostgreSQL's code, message, details and hint", async () => {
  const failure = { code: "23514", message: "m", detail: "d", hint: "h" };
  const body = await errorResponse(databaseError(failure, false)).json();
  assert.deepEqual(body, { code: "23514", message: "m", details: "d", hint: "h" });
  const bare = await errorResponse(databaseError({ code: "P0001", message: "m" }, false)).json();
  assert.deepEqual(bare, { code: "P0001", message: "m", details: null, hint: null });
});

Deno.test("a lost connection is 503, and so is one that was refused", async () => {
  for (
    const [code, expected] of [["CONNECTION_CLOSED", "PGRST001"], ["ECONNREFUSED", "PGRST000"]]
  ) {
    const response = errorResponse(databaseError({ code: code ?? "", message: "m" }, false));
    assert.equal(response.status, 503);
    assert.equal((await response.json()).code, expected);
  }
});
