// parseChallenge() as the strictest client parses.

import assert from "node:assert/strict";
import { parseChallenge } from "../../../supabase/functions/_tools/doctor/www_authenticate.ts";

const CASES: Record<string, [header: string, expected: ReturnType<typeof parseChallenge>]> = {
  "quoted values": [
    'Bearer realm="A, b", resource_metadata="https://x/y", scope="a b"',
    {
      scheme: "Bearer",
      parameters: { realm: "A, b", resource_metadata: "https://x/y", scope: "a b" },
      unquoted: [],
    },
  ],
  "values without quotes": [
    "Bearer resource_metadata=https://x/y, scope=a",
    {
      scheme: "Bearer",
      parameters: { resource_metadata: "https://x/y", scope: "a" },
      unquoted: ["resource_metadata", "scope"],
    },
  ],
  "another scheme before it": [
    'Basic realm="x", Bearer scope="a"',
    { scheme: "Bearer", parameters: { scope: "a" }, unquoted: [] },
  ],
  "another scheme alone": [
    'Basic realm="Bearer of news"',
    { scheme: "Basic", parameters: { realm: "Bearer of news" }, unquoted: [] },
  ],
  "escapes, and names in capitals": [
    'bearer Error="a \\"b\\""',
    { scheme: "bearer", parameters: { error: 'a "b"' }, unquoted: [] },
  ],
  "nothing": ["", { scheme: "", parameters: {}, unquoted: [] }],
};

for (const [what, [header, expected]] of Object.entries(CASES)) {
  Deno.test(`parseChallenge() with ${what}`, () => {
    assert.deepEqual(parseChallenge(header), expected);
  });
}
