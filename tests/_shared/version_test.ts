// The one version.

import assert from "node:assert/strict";
import deno from "../../deno.json" with { type: "json" };
import { VERSION } from "../../supabase/functions/_shared/version.ts";
import { CLIENT_INFO } from "../../supabase/functions/_tools/doctor/mcp.ts";
import { SERVER } from "../../supabase/functions/mcp/server_info.ts";
import { sourceFiles } from "../architecture/source_files.ts";

Deno.test("_shared/version.ts states the version of deno.json", () => {
  assert.equal(VERSION, deno.version);
  assert.match(VERSION, /^\d+\.\d+\.\d+$/);
});

Deno.test("server and doctor report that version", () => {
  assert.equal(SERVER.version, VERSION);
  assert.equal(CLIENT_INFO.version, VERSION);
});

Deno.test("no other file of the functions states a version", async () => {
  const stating = (await sourceFiles()).filter(({ text }) => /version: ["`]\d/.test(text));
  assert.deepEqual(stating.map(({ path }) => path), []);
});
