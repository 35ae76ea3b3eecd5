// Which files change the digest of a deployment's sources.

import assert from "node:assert/strict";
import { dirname } from "node:path";
import { sourceDigest } from "../../supabase/functions/_tools/source_digest.ts";

const DEPLOYED = [
  "supabase/config.toml",
  "supabase/functions/_shared/a.ts",
  "supabase/functions/mcp/index.ts",
  "supabase/functions/mcp/deno.json",
  "supabase/functions/mcp/views/built/list.ts",
  "supabase/functions/well-known/index.ts",
  "import_map.json",
  "deno.lock",
];
const NOT_DEPLOYED = [
  "README.md",
  "supabase/functions/README.md",
  "supabase/functions/_tools/main.ts",
  "supabase/functions/mcp/views/list.ts",
];

Deno.test("the digest changes with each file that is deployed, and with no other", async (t) => {
  const root = await Deno.makeTempDir();
  const write = async (path: string, text: string) => {
    await Deno.mkdir(dirname(`${root}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${root}/${path}`, text);
  };
  try {
    for (const path of [...DEPLOYED, ...NOT_DEPLOYED]) await write(path, "before");
    const digest = await sourceDigest(root);
    assert.match(digest, /^[0-9a-f]{16}$/);
    for (const path of [...DEPLOYED, ...NOT_DEPLOYED]) {
      await t.step(path, async () => {
        await write(path, "after");
        assert.equal(await sourceDigest(root) === digest, NOT_DEPLOYED.includes(path));
        await write(path, "before");
      });
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
