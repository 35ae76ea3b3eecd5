// Who passes the gate.

import assert from "node:assert/strict";
import { createGate } from "../../../supabase/functions/mcp/auth/gate.ts";
import { verifyNames } from "../in_process.ts";

const admit = createGate(verifyNames);

Deno.test("nobody passes where a scope is required", async () => {
  assert.deepEqual(await admit(null, ["profile"]), { refusal: "no_token" });
});

Deno.test("nobody passes as nobody where nothing is required", async () => {
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

Deno.test("a bad token is refused even where none is required", async () => {
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

Deno.test("two tokens, or characters no token has, are malformed", async () => {
  for (const header of ["Bearer a b", "Bearer alice, Bearer bob", 'Bearer "alice"', "Bearer ü"]) {
    const expected = { refusal: "invalid_token", reason: "malformed" };
    assert.deepEqual(await admit(header, []), expected, header);
  }
});
