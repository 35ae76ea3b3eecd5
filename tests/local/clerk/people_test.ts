// Names and user ids.
import assert from "node:assert/strict";
import { personOf, userIdOf } from "./people.ts";

Deno.test("userIdOf() never changes between versions", () => {
  assert.equal(userIdOf("Alice"), "user_A0qmDT2BeZj04Sc1Rtt6XwjiQVs");
  assert.match(userIdOf("山田"), /^user_[0-9A-Za-z]{27}$/);
});

Deno.test("userIdOf() ignores letter case, surrounding spaces and Unicode composition", () => {
  for (const spelling of ["zoë  smith", " Zoë Smith ", "ZOE\u0308 SMITH", "Ｚoë Smith"]) {
    assert.equal(userIdOf(spelling), userIdOf("Zoë Smith"), spelling);
  }
  assert.notEqual(userIdOf("Zoe Smith"), userIdOf("Zoë Smith"));
});

Deno.test("userIdOf() of a blank name throws", () => {
  assert.throws(() => userIdOf(" \t"), TypeError);
});

Deno.test("personOf() makes a valid e-mail address from any name", () => {
  assert.equal(personOf("Zoë Smith").email, "zoe.smith@example.com");
  assert.match(personOf("山田").email, /^user_[0-9a-z]{27}@example\.com$/);
});
