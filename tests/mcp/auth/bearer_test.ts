// Who passes the gate.

import assert from "node:assert/strict";
import { createBearerAuth } from "../../../supabase/functions/mcp/auth/bearer.ts";
import { verifyNames } from "../in_process.ts";

const admit = createBearerAuth(verifyNames);

Deno.test("no token where a scope is required → no_token", async () => {
  assert.deepEqual(await admit(null, ["profile"]), { refusal: "no_token" });
});

Deno.test("no token where nothing is required → no caller, no refusal", async () => {
  assert.deepEqual(await admit(null, []), { caller: undefined });
});

Deno.test("a caller with every scope passes as that caller", async () => {
  const admission = await admit("Bearer alice", ["profile"]);
  assert.ok("caller" in admission);
  assert.equal(admission.caller?.userId, "user_alice");
});

Deno.test("a caller without the scope is refused, and passes where none is required", async () => {
  assert.deepEqual(await admit("Bearer alice-noscope", ["profile"]), {
    refusal: "insufficient_scope",
  });
  assert.ok("caller" in await admit("Bearer alice-noscope", []));
});

Deno.test("a bad token is refused even where nothing is required", async () => {
  assert.deepEqual(await admit("Bearer expired", []), {
    refusal: "invalid_token",
    reason: "expired",
  });
});

Deno.test("the scheme is read in any case and with any number of spaces", async () => {
  for (const header of ["bearer alice", "BEARER   alice", " Bearer alice "]) {
    assert.ok("caller" in await admit(header, ["profile"]), header);
  }
});

Deno.test("a header without the scheme is no token", async () => {
  for (const header of ["alice", "Basic YWxpY2U6", "Bearer", "", "Beareralice"]) {
    assert.deepEqual(await admit(header, ["profile"]), { refusal: "no_token" }, header);
  }
});

Deno.test("blanks around a token are HTTP's two and no others", async () => {
  assert.ok("caller" in await admit("\tBearer alice \t ", ["profile"]));
  for (const blank of ["\u00a0", "\u0085", "\u2003", "\u2028", "\u3000", "\ufeff", "\v", "\f"]) {
    const expected = { refusal: "invalid_token", reason: "malformed" };
    assert.deepEqual(await admit(`Bearer alice${blank}`, []), expected, `behind ${escape(blank)}`);
    assert.deepEqual(await admit(`Bearer ${blank}alice`, []), expected, `before ${escape(blank)}`);
    assert.deepEqual(await admit(`${blank}Bearer alice`, ["profile"]), { refusal: "no_token" });
  }
});

Deno.test("a header of blanks costs no more than its length", async () => {
  const header = `Bearer a${" ".repeat(200_000)}a`;
  const began = performance.now();
  assert.deepEqual(await admit(header, []), { refusal: "invalid_token", reason: "malformed" });
  assert.ok(performance.now() - began < 1_000);
});

Deno.test("two tokens, padding, or characters foreign to tokens are malformed", async () => {
  for (
    const header of [
      ...["Bearer a b", "Bearer alice, Bearer bob", 'Bearer "alice"', "Bearer ü"],
      ...["Bearer alice=", "Bearer alice==", "Bearer =", "Bearer alice=bob"],
    ]
  ) {
    const expected = { refusal: "invalid_token", reason: "malformed" };
    assert.deepEqual(await admit(header, []), expected, header);
  }
});
