// What a mirrored header's value stands for, encoded or not.

import assert from "node:assert/strict";
import { decodeHeaderValue } from "../../../supabase/functions/mcp/protocol/modern/header_value.ts";

Deno.test("the specification's examples decode to their original values", () => {
  const examples: Record<string, string> = {
    "us-west1": "us-west1",
    "=?base64?SGVsbG8sIOS4lueVjA==?=": "Hello, 世界",
    "=?base64?IHBhZGRlZCA=?=": " padded ",
    "=?base64?bGluZTEKbGluZTI=?=": "line1\nline2",
    "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=": "=?base64?literal?=",
  };
  for (const [value, text] of Object.entries(examples)) {
    assert.equal(decodeHeaderValue(value), text, value);
  }
});

Deno.test("the markers count only whole and in lower case", () => {
  for (const plain of ["=?BASE64?ZXU=?=", "=?base64?ZXU=", "x=?base64?ZXU=?=", "=?base64?="]) {
    assert.equal(decodeHeaderValue(plain), plain);
  }
});

Deno.test("an empty encoding decodes to an empty text, and a byte order mark is kept", () => {
  assert.equal(decodeHeaderValue("=?base64??="), "");
  assert.equal(decodeHeaderValue("=?base64?77u/YQ==?="), "\ufeffa");
});

Deno.test("a plain value with forbidden characters decodes to undefined", () => {
  // Each byte of UTF-8 arrives as one character: a proxy would read "übung" in the second one.
  for (const broken of ["übung", "Ã¼bung", "a\u007f", "a\u0001b"]) {
    assert.equal(decodeHeaderValue(broken), undefined, broken);
  }
  assert.equal(decodeHeaderValue("a\tb ~"), "a\tb ~");
});

Deno.test("a value that is not Base64 of UTF-8 decodes to undefined", () => {
  for (const broken of ["YQ", "YQ=", "Y Q=", " YQ==", "YQ==YQ==", "_w==", "/w==", "7aCA"]) {
    assert.equal(decodeHeaderValue(`=?base64?${broken}?=`), undefined, broken);
  }
});
