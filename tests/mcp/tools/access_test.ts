// Who gets at which tool, through the whole function: what a tool declares is enforced, for every tool
// there is and under both of its names.

import assert from "node:assert/strict";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { call, startInProcess } from "../in_process.ts";
import { modern } from "../modern_request.ts";

// A refused or anonymous caller must not even have a store made.
const { post } = startInProcess({ artifactsOf: () => assert.fail("a store was made") });

const CALLERS = {
  anonymous: {},
  "too few scopes": { Authorization: "Bearer alice-noscope" },
  expired: { Authorization: "Bearer expired" },
};

type Caller = keyof typeof CALLERS;

async function statusOf(name: string, caller: Caller, revision: "before" | "now") {
  const { message, headers } = revision === "now"
    ? modern("tools/call", { name, arguments: {} })
    : { message: call(name), headers: {} };
  const response = await post(message, { ...headers, ...CALLERS[caller] });
  await response.body?.cancel();
  return { status: response.status, challenge: response.headers.get("WWW-Authenticate") ?? "" };
}

for (const { name, requires } of TOOLS) {
  for (const alias of new Set([name, name.replaceAll(".", "_")])) {
    const open = requires === "public";
    Deno.test(`${alias} ${open ? "admits" : "refuses"} callers without a token or with too few scopes`, async () => {
      for (const revision of ["before", "now"] as const) {
        const anonymous = await statusOf(alias, "anonymous", revision);
        const noscope = await statusOf(alias, "too few scopes", revision);
        const expired = await statusOf(alias, "expired", revision);
        assert.equal(expired.status, 401);
        assert.match(expired.challenge, /error="invalid_token"/);
        if (open) {
          assert.deepEqual([anonymous.status, noscope.status], [200, 200]);
          continue;
        }
        assert.deepEqual([anonymous.status, noscope.status], [401, 403]);
        assert.doesNotMatch(anonymous.challenge, /error=/);
        assert.match(noscope.challenge, /error="insufficient_scope"/);
        for (const { challenge } of [anonymous, noscope]) {
          assert.match(challenge, new RegExp(`^Bearer .*scope="${requires.join(" ")}"`));
        }
      }
    });
  }
}

Deno.test("exactly two tools are public", () => {
  const open = TOOLS.filter(({ requires }) => requires === "public").map(({ name }) => name);
  const file = "tests/mcp/tools/access_test.ts";
  assert.deepEqual(
    open,
    ["artifact.kinds", "artifact.open"],
    `The public tools are now ${
      open.join(", ")
    }. If that is intended, change this list in ${file}.`,
  );
});
