// The built views contain the licence notices of their packages.

import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import artifact from "../../supabase/functions/mcp/views/built/artifact.ts";
import list from "../../supabase/functions/mcp/views/built/list.ts";
import mermaid from "../../supabase/functions/mcp/views/built/mermaid.ts";
import { ARTIFACT_VIEW } from "../../supabase/functions/mcp/views/built/uris.ts";
import { bundle } from "./bundle.ts";

const VIEWS = new URL("../../supabase/functions/mcp/views/", import.meta.url);
const textOf = (gzip: string) => new TextDecoder().decode(gunzipSync(Uint8Array.fromBase64(gzip)));
const afterPage = (html: string) => html.slice(html.lastIndexOf("</html>"));

/** The packages of the bundled modules. */
async function packagesOf(view: string): Promise<Set<string>> {
  const { modules } = await bundle(fileURLToPath(new URL(`${view}/main.ts`, VIEWS)));
  const names = modules.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

for (const [view, built] of Object.entries({ artifact, list })) {
  Deno.test(`the ${view} view names every package in it, with its copyright`, async () => {
    const notices = afterPage(textOf(built));
    const packages = await packagesOf(view);
    assert.ok(packages.size >= 4, `${packages.size} packages`);
    for (const name of packages) {
      assert.match(notices, new RegExp(`^${name}@\\d\\S* \\(.+\\)$`, "m"));
    }
    assert.match(notices, /Copyright \(c\) 2025 Colin McDonnell/); // zod
    assert.ok(notices.trimEnd().endsWith("-->") && notices.split("-->").length === 2);
  });
}

Deno.test("the artifact view has the licence texts, and the list view says where they are", () => {
  const texts = afterPage(textOf(artifact));
  for (
    const words of [
      "Permission is hereby granted",
      "Redistributions of source code",
      "TERMS AND CONDITIONS FOR USE",
    ]
  ) {
    assert.equal(texts.split(words).length > 1, true, words);
  }
  assert.ok(afterPage(textOf(list)).includes(ARTIFACT_VIEW));
});

Deno.test("the Mermaid resource names the packages that it contains", () => {
  const library = textOf(mermaid);
  for (
    const name of [
      "@mermaid-js/tiny",
      "d3-selection",
      "dagre-d3-es",
      "dompurify",
      "khroma",
      "langium",
      "roughjs",
      "stylis",
    ]
  ) {
    assert.match(library, new RegExp(`^${name}\\S* \\(.+\\)$`, "m"), name);
  }
  assert.match(library, /Copyright 2010-\d+ Mike Bostock/);
});
