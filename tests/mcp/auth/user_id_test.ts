// Which subjects are users.

import assert from "node:assert/strict";
import { parseUserId } from "../../../supabase/functions/mcp/auth/user_id.ts";

Deno.test("the subject of a Clerk user is a user id", () => {
  assert.equal(parseUserId("user_2abcDEF019"), "user_2abcDEF019");
});

const OTHERS: unknown[] = [
  ...["", "user_", "USER_a", "mch_a", "xuser_a", " user_a", "user_a ", "user_a\n", "user_a/b"],
  ...["user_a/../user_b", "user_a,user_b", "user_é", "user_a\0", "x\nuser_a", "user-a"],
  ...[undefined, null, 1, {}, ["user_a"]],
];
for (const subject of OTHERS) {
  Deno.test(`the subject ${JSON.stringify(subject)} is no user`, () => {
    assert.equal(parseUserId(subject), undefined);
  });
}
