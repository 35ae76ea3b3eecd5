// Pseudonyms in the log: always the same, and nothing without the secret.

import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { createPseudonyms } from "../../supabase/functions/_shared/pseudonym.ts";

const ALICE = { userId: "user_2abcdefghijklmnopqrstuvwxyz" };

Deno.test("a user has one pseudonym, in every worker", async () => {
  const pseudonym = await createPseudonyms("sk_test_a")(ALICE);
  assert.match(pseudonym, /^[0-9a-f]{16}$/);
  assert.equal(await createPseudonyms("sk_test_a")({ ...ALICE }), pseudonym);
  const pseudonymOf = createPseudonyms("sk_test_a");
  assert.equal(await pseudonymOf(ALICE), await pseudonymOf(ALICE));
});

Deno.test("two users, and two secrets, have two", async () => {
  const pseudonym = await createPseudonyms("sk_test_a")(ALICE);
  assert.notEqual(await createPseudonyms("sk_test_a")({ userId: "user_other" }), pseudonym);
  assert.notEqual(await createPseudonyms("sk_test_b")(ALICE), pseudonym);
});

Deno.test("no hash of the user id alone is the pseudonym, nor one by the bare secret", async () => {
  const pseudonym = await createPseudonyms("sk_test_a")(ALICE);
  for (const algorithm of ["md5", "sha1", "sha256", "sha512"]) {
    for (const text of [ALICE.userId, `sk_test_a${ALICE.userId}`, `${ALICE.userId}sk_test_a`]) {
      const plain = createHash(algorithm).update(text).digest("hex");
      assert.ok(!plain.includes(pseudonym), algorithm);
    }
    const direct = createHmac(algorithm, "sk_test_a").update(ALICE.userId).digest("hex");
    assert.ok(!direct.includes(pseudonym), "the secret is used for other things, too");
  }
});
