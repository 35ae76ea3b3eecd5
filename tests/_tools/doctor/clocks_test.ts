// Two servers' clocks: each fast or slow one is named.

import assert from "node:assert/strict";
import { clocks } from "../../../supabase/functions/_tools/doctor/checks/clocks.ts";
import { MCP, sessionWith } from "./fake_server.ts";

const ISSUER = "https://clerk.example.com";

const CASES: [server: number, issuer: number, expected: RegExp][] = [
  [0, 0, /^ok: the servers' clocks agree/],
  [2, -2, /^ok: the servers' clocks agree/],
  [60, 60, /^note: .*this machine's clock differs/],
  [0, 60, /^problem: the authorization server is (59|60|61) s ahead, /],
  [5, -5, /^problem: the server is \d s ahead and the authorization server is \d s behind, /],
];

for (const [server, issuer, expected] of CASES) {
  Deno.test(`a server ${server} s ahead, its issuer ${issuer} s ahead → ${expected}`, async () => {
    const session = sessionWith((url) => {
      const ahead = url.href === MCP ? server : issuer;
      const date = new Date(Date.now() + ahead * 1_000 - 500);
      return new Response("{}", { headers: { Date: date.toUTCString() } });
    }, { issuer: ISSUER });
    const [finding] = await Array.fromAsync(clocks(session));
    assert.match(`${finding?.outcome}: ${finding?.found}`, expected);
  });
}
