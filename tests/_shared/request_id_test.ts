// Whose request id is taken.

import assert from "node:assert/strict";
import { requestIdOf } from "../../supabase/functions/_shared/request_id.ts";

const idFor = (given: string) => requestIdOf(new Headers({ "X-Request-Id": given }));

Deno.test("a UUID or another long hexadecimal id is the request's own", () => {
  for (const id of [crypto.randomUUID(), "0af7651916cd43dd8448eb211c80319c", "A".repeat(64)]) {
    assert.equal(idFor(id), id);
  }
});

Deno.test("what could be a secret, or is anything else, is not repeated", () => {
  const others = [
    ...[
      "",
      "1",
      "a".repeat(15),
      "a".repeat(65),
      "-".repeat(36),
      "0af7651916cd43dd\t8448eb211c80319c",
    ],
    ...["oat_0af7651916cd43dd8448eb211c80319c", "sk_test_0af7651916cd43dd8448eb211c80"],
    "eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
  ];
  for (const given of others) {
    assert.match(idFor(given), /^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    assert.notEqual(idFor(given), given);
  }
  assert.notEqual(requestIdOf(new Headers()), requestIdOf(new Headers()));
});
