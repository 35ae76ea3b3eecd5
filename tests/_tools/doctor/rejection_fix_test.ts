// The doctor's fixes for tokens that this project's server rejects.

import assert from "node:assert/strict";
import {
  rejectionOf,
  REJECTIONS,
  type TokenRejection,
} from "../../../supabase/functions/_shared/token_rejections.ts";
import { endpointIn, wrongPathMessage } from "../../../supabase/functions/_shared/wrong_path.ts";
import { fixForRejection } from "../../../supabase/functions/_tools/doctor/rejection_fix.ts";
import { MCP, sessionWith } from "./fake_server.ts";

const OURS = sessionWith(() => 404);

Deno.test("rejectionOf() finds the reason of each sentence, and none for other sentences", () => {
  for (const [reason, sentence] of Object.entries(REJECTIONS)) {
    assert.equal(rejectionOf(sentence), reason);
  }
  for (const other of ["", "toString", "The access token expired yesterday"]) {
    assert.equal(rejectionOf(other), undefined);
  }
});

const FIXES: Partial<Record<TokenRejection, RegExp>> = {
  bad_signature: /secrets unset CLERK_JWT_KEY$/,
  wrong_issuer: /CLERK_PUBLISHABLE_KEY.*secrets set --env-file/,
  opaque_unsupported: /JWT.*task clerk:setup$/,
  missing_audience: /aud.*task clerk:setup$/,
  expired: /Sign in again for a fresh token/,
  not_active: /Sign in again for a fresh token/,
  wrong_audience: /exactly the URL/,
};

for (const [reason, expected] of Object.entries(FIXES)) {
  Deno.test(`fixForRejection() of ${reason} → ${expected.source}`, () => {
    const { text, command = "" } = fixForRejection(
      OURS,
      REJECTIONS[reason as TokenRejection],
      "ey.a.b",
    );
    assert.match(`${text} ${command}`.trim(), expected);
  });
}

Deno.test("fixForRejection() of an inactive opaque token names the other Clerk instance", () => {
  const { text } = fixForRejection(OURS, REJECTIONS.not_active, "oat_x");
  assert.match(text, /another Clerk instance/);
});

Deno.test("fixForRejection() on another server has no command", () => {
  const foreign = sessionWith(() => 404, { isThisProject: false });
  for (const sentence of Object.values(REJECTIONS)) {
    assert.equal(fixForRejection(foreign, sentence, "ey.a.b").command, undefined);
  }
});

Deno.test("endpointIn() reads the endpoint from wrongPathMessage()", () => {
  assert.equal(endpointIn(wrongPathMessage(MCP)), MCP);
  assert.equal(endpointIn("Not found"), undefined);
});
