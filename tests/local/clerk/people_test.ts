// Names and the people they stand for.
import assert from "node:assert/strict";
import { personOf, userIdOf } from "./people.ts";

Deno.test("a name is the same person for ever: the id may not change between versions", () => {
  assert.equal(userIdOf("Alice"), "user_A0qmDT2BeZj04Sc1Rtt6XwjiQVs");
  assert.match(userIdOf("山田"), /^user_[0-9A-Za-z]{27}$/);
});

Deno.test("letter case, surrounding space and Unicode composition do not make another person", () => {
  for (const spelling of ["zoë  smith", " Zoë Smith ", "ZOE\u0308 SMITH", "Ｚoë Smith"]) {
    assert.equal(userIdOf(spelling), userIdOf("Zoë Smith"), spelling);
  }
  assert.notEqual(userIdOf("Zoe Smith"), userIdOf("Zoë Smith"));
});

Deno.test("nobody is not a person", () => {
  assert.throws(() => userIdOf(" \t"), TypeError);
});

Deno.test("a person has an e-mail address that can be written, whatever the name", () => {
  assert.equal(personOf("Zoë Smith").email, "zoe.smith@example.com");
  assert.match(personOf("山田").email, /^user_[0-9a-z]{27}@example\.com$/);
});
