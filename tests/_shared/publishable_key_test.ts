// Clerk's publishable key and the issuer inside it.

import assert from "node:assert/strict";
import { issuerOfPublishableKey } from "../../supabase/functions/_shared/publishable_key.ts";

const ISSUERS: [key: string, issuer: string][] = [
  [`pk_test_${btoa("happy-cat-1.clerk.accounts.dev$")}`, "https://happy-cat-1.clerk.accounts.dev"],
  [`pk_live_${btoa("clerk.example.com$")}`, "https://clerk.example.com"],
  // The stand-in's; Clerk's own client wants a dot in the host, too.
  [`pk_test_${btoa("127.0.0.1:9000$")}`, "https://127.0.0.1:9000"],
];

for (const [key, issuer] of ISSUERS) {
  Deno.test(`the issuer of a ${key.slice(0, 7)} key for ${issuer} has https and no slash`, () => {
    assert.equal(issuerOfPublishableKey(key), issuer);
  });
}

const MALFORMED: Record<string, string> = {
  "is empty": "",
  "is a secret key": `sk_test_${btoa("clerk.example.com$")}`,
  "has another environment": `pk_prod_${btoa("clerk.example.com$")}`,
  "has something before it": ` pk_test_${btoa("clerk.example.com$")}`,
  "has nothing inside": "pk_test_",
  "is no base64": "pk_test_a",
  "was cut off": `pk_test_${btoa("clerk.example.com$").slice(0, -4)}`,
  "holds no dollar": `pk_test_${btoa("clerk.example.com")}`,
  "holds only a dollar": `pk_test_${btoa("$")}`,
  "holds a name without a dot": `pk_test_${btoa("localhost:1$")}`,
  "holds an empty label": `pk_test_${btoa("clerk..example.com$")}`,
  "holds a path": `pk_test_${btoa("clerk.example.com/x$")}`,
  "holds another host before an @": `pk_test_${btoa("clerk.example.com@evil.example$")}`,
  "holds a whole URL": `pk_test_${btoa("https://clerk.example.com$")}`,
  "holds two dollars": `pk_test_${btoa("clerk.example.com$$")}`,
};

for (const [fault, key] of Object.entries(MALFORMED)) {
  Deno.test(`a publishable key that ${fault} is refused`, () => {
    assert.throws(() => issuerOfPublishableKey(key), {
      message: "must be a Clerk publishable key (pk_test_… or pk_live_…)",
    });
  });
}
