// A token has one form: what only looks like it, or is it with something added, is refused unseen.

import assert from "node:assert/strict";
import { createClerkVerifier } from "../../../supabase/functions/mcp/auth/clerk/verifier.ts";
import { createBearerAuth } from "../../../supabase/functions/mcp/auth/bearer.ts";
import { tokenForm } from "../../../supabase/functions/mcp/auth/token_form.ts";
import { RESOURCE } from "../in_process.ts";
import { startFakeClerk } from "./fake_clerk.ts";

const OPAQUE = `oat_${"0Az9".repeat(8)}`;

Deno.test("tokens as Clerk issues them have a form", () => {
  // 32 letters and digits, and room for what may come; header, payload and signature.
  for (const length of [16, 20, 27, 32, 43, 64, 128]) {
    assert.equal(tokenForm(`oat_${"a".repeat(length)}`), "opaque", `${length}`);
  }
  assert.equal(tokenForm(`oat_${crypto.randomUUID()}`), "opaque");
  assert.equal(tokenForm("eyJ0.eyJ1.c2ln"), "jwt");
});

const FORMLESS: Record<string, string> = {
  "nothing": "",
  "an opaque token without its text": "oat_",
  "an opaque token that is too short": "oat_unknown",
  "an opaque token that is too long": `oat_${"a".repeat(253)}`,
  "an opaque token of megabytes": `oat_${"a".repeat(4_000_000)}`,
  "an opaque token with padding": `${OPAQUE}=`,
  "an opaque token with a dot": `${OPAQUE}.`,
  "an opaque token with a blank": `${OPAQUE} `,
  "an opaque token with a non-breaking space": `${OPAQUE}\u00a0`,
  "an opaque token with a line break": `${OPAQUE}\n`,
  "an opaque token in other letters": `oat_${"é".repeat(32)}`,
  "another prefix": `ak_${"a".repeat(32)}`,
  "the prefix in capitals": OPAQUE.toUpperCase(),
  "two parts": "eyJ0.eyJ1",
  "four parts": "eyJ0.eyJ1.c2ln.c2ln",
  "an empty part": "eyJ0..c2ln",
  "no signature": "eyJ0.eyJ1.",
  "padding behind the header": "eyJ0=.eyJ1.c2ln",
  "padding behind the signature": "eyJ0.eyJ1.c2lnYQ==",
  "the alphabet of plain base64": "eyJ0.eyJ1.c2+n",
  "a slash": "eyJ0.eyJ1.c2/n",
  "a part that no bytes give": "eyJ0.eyJ1.c2lnY",
  "unused bits in a group of two": "eyJ0.eyJ1.c2lnYR",
  "unused bits in a group of three": "eyJ0.eyJ1.c2lnYWJ",
  "a million dots": ".".repeat(1_000_000),
};
for (const [what, token] of Object.entries(FORMLESS)) {
  Deno.test(`${what} is no token`, () => assert.equal(tokenForm(token), "malformed"));
}

Deno.test("of a signature's last character only the one that encodes its bytes is taken", async () => {
  const clerk = await startFakeClerk(RESOURCE);
  const { apiUrl, issuer, jwtKey } = clerk;
  const expected = { issuer, resource: RESOURCE, audience: "required" } as const;
  const admit = createBearerAuth(createClerkVerifier({ apiUrl, jwtKey }, expected));
  const token = await clerk.mint();
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const admitted: string[] = [];
  for (const last of alphabet) {
    const variant = token.slice(0, -1) + last;
    if ("caller" in await admit(`Bearer ${variant}`, ["profile"])) admitted.push(variant);
  }
  assert.deepEqual(admitted, [token]);
  for (const added of ["=", "==", "=".repeat(100), ".", "%3D", "\u00a0", "\u0085", "\ufeff"]) {
    const admission = await admit(`Bearer ${token}${added}`, []);
    assert.deepEqual(admission, { refusal: "invalid_token", reason: "malformed" }, added);
  }
  await clerk.stop();
});
