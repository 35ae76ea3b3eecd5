// What an error of Clerk's API says about a token.

import assert from "node:assert/strict";
import { ClerkFault } from "../../../../supabase/functions/mcp/auth/clerk/fault.ts";

const errors = [{ code: "resource_not_found" }];
const CASES: [cause: unknown, saysNo: boolean][] = [
  [{ status: 404, errors }, true],
  [{ status: 400, errors }, true],
  [{ status: 404 }, false],
  [{ status: 400 }, false],
  [{ status: 400, errors: [] }, false],
  [{ status: 401, errors }, false],
  [{ status: 403, errors }, false],
  [{ status: 429, errors }, false],
  [{ status: 500, errors }, false],
  [new TypeError("fetch failed"), false],
];
for (const [cause, saysNo] of CASES) {
  const name = cause instanceof Error ? cause.name : JSON.stringify(cause);
  Deno.test(`${name} from Clerk ${saysNo ? "rejects the token" : "says nothing about the token"}`, () => {
    assert.equal(new ClerkFault("an opaque token", cause).code === "not_found", saysNo);
  });
}
