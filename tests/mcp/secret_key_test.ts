// The database key in its three forms.

import assert from "node:assert/strict";
import { Environment } from "../../supabase/functions/_shared/environment.ts";
import { readSecretKey } from "../../supabase/functions/mcp/secret_key.ts";

function read(variables: Record<string, string>): string {
  const environment = new Environment((name) => variables[name]);
  const key = readSecretKey(environment);
  environment.check();
  return key;
}

const KEYS = "SUPABASE_SECRET_KEYS";
const KEY = "SUPABASE_SECRET_KEY";
const LEGACY = "SUPABASE_SERVICE_ROLE_KEY";
const JWT = `${btoa('{"alg":"HS256"}')}.${btoa('{"role":"service_role"}')}.c2lnbmF0dXJl`;

const TAKEN: Record<string, [variables: Record<string, string>, key: string]> = {
  "the key named default": [
    { [KEYS]: '{"other":"sb_secret_o","default":"sb_secret_d"}' },
    "sb_secret_d",
  ],
  "the first key where none is named default": [
    { [KEYS]: '{"b":"sb_secret_b","a":"sb_secret_a"}' },
    "sb_secret_b",
  ],
  "the key that MCP_SECRET_KEY_NAME names": [
    { [KEYS]: '{"default":"sb_secret_d","next":"sb_secret_n"}', MCP_SECRET_KEY_NAME: "next" },
    "sb_secret_n",
  ],
  "a single key": [{ [KEY]: "sb_secret_1" }, "sb_secret_1"],
  "a legacy key": [{ [LEGACY]: JWT }, JWT],
  "the named keys before a single one": [
    { [KEYS]: '{"default":"sb_secret_d"}', [KEY]: "sb_secret_1", [LEGACY]: JWT },
    "sb_secret_d",
  ],
  "a single key before a legacy one": [{ [KEY]: "sb_secret_1", [LEGACY]: JWT }, "sb_secret_1"],
  "the next form where one is blank": [{ [KEYS]: " ", [KEY]: "", [LEGACY]: JWT }, JWT],
  "the next form in a project that never made a secret key": [{ [KEYS]: "{}", [LEGACY]: JWT }, JWT],
  "the next form where the platform writes null": [{ [KEYS]: "null", [LEGACY]: JWT }, JWT],
};
for (const [what, [variables, key]] of Object.entries(TAKEN)) {
  Deno.test(`the secret key is ${what}`, () => {
    assert.equal(read(variables), key);
  });
}

Deno.test("without any form of the key, the error names the one that every project has", () => {
  assert.throws(() => read({}), /^ {2}- SUPABASE_SERVICE_ROLE_KEY is missing: /m);
});

Deno.test("a name in MCP_SECRET_KEY_NAME that no key has is reported", () => {
  assert.throws(() => read({ [KEYS]: '{"default":"sb_secret_d"}', MCP_SECRET_KEY_NAME: "next" }), {
    problems: [
      "SUPABASE_SECRET_KEYS has no key with the name in MCP_SECRET_KEY_NAME; correct that name",
    ],
  });
});

const MALFORMED = [
  "sb_secret_d",
  "{",
  "[]",
  '{"default":1}',
  '{"default":{}}',
  '"sb_secret_d"',
];
for (const text of MALFORMED) {
  Deno.test(`${KEYS}=${text} is malformed, and no other form replaces it`, () => {
    assert.throws(() => read({ [KEYS]: text, [KEY]: "sb_secret_1", [LEGACY]: JWT }), {
      problems: ['SUPABASE_SECRET_KEYS must be JSON such as {"default":"sb_secret_…"}'],
    });
  });
}

// What cannot travel in a header, and the key that would be refused only at the first query.
for (
  const key of ["sb_publishable_x", "sb secret", "sb_secret_é", "sb_secret_\u0000", "two\nlines"]
) {
  Deno.test(`${JSON.stringify(key)} is no secret key in any form`, () => {
    const forms = { [KEYS]: JSON.stringify({ default: key }), [KEY]: key, [LEGACY]: key };
    for (const [name, value] of Object.entries(forms)) {
      assert.throws(() => read({ [name]: value }), {
        problems: [`${name} must hold a secret key (sb_secret_…) or a service_role key`],
      });
    }
  });
}
