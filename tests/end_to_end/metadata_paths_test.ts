// Walks the table of metadata paths over HTTP: each path of a function is served with the right document,
// and the root of a project's host is not ours.

import assert from "node:assert/strict";
import {
  METADATA_PATHS,
  metadataPathUrl,
} from "../../supabase/functions/_shared/metadata_paths.ts";
import { onStack } from "./on_stack.ts";

onStack("metadata paths", {}, {
  "every path of the table that a function serves has its document": async ({ stack, send }) => {
    const { issuer } = stack.clerk;
    for (const entry of METADATA_PATHS.filter(({ servedBy }) => servedBy !== "root")) {
      const { pathname } = new URL(metadataPathUrl(entry, stack.mcpUrl));
      for (const method of ["GET", "HEAD"]) {
        const response = await send(pathname, { method });
        assert.equal(response.status, 200, `${method} ${pathname}`);
        assert.equal(response.headers.get("Cache-Control"), "public, max-age=300", pathname);
        assert.equal(response.headers.get("Access-Control-Allow-Origin"), "*", pathname);
        assert.match(response.headers.get("Content-Type") ?? "", /^application\/json/, pathname);
        if (method === "HEAD") continue;
        const document = await response.json();
        if (entry.document === "oauth-protected-resource") {
          assert.equal(document.resource, stack.mcpUrl, pathname);
          assert.deepEqual(document.authorization_servers, [issuer], pathname);
        } else {
          assert.equal(document.issuer, issuer, pathname);
          assert.ok(document.registration_endpoint, pathname);
          // punkpeye/mcp-remote discards its tokens where these differ from what it requested.
          assert.deepEqual(document.scopes_supported, ["profile", "offline_access"], pathname);
        }
      }
    }
  },

  "at the root of the host nothing answers with a document": async ({ stack, send }) => {
    for (const entry of METADATA_PATHS.filter(({ servedBy }) => servedBy === "root")) {
      const { pathname } = new URL(metadataPathUrl(entry, stack.mcpUrl));
      assert.equal((await send(pathname)).status, 404, pathname);
    }
  },

  "all paths of one document answer with the same words": async ({ stack, send }) => {
    const texts = new Map<string, string>();
    for (const entry of METADATA_PATHS.filter(({ servedBy }) => servedBy !== "root")) {
      const text = await (await send(new URL(metadataPathUrl(entry, stack.mcpUrl)).pathname))
        .text();
      assert.equal(texts.get(entry.document) ?? text, text, entry.path);
      texts.set(entry.document, text);
    }
    assert.equal(texts.size, 3);
  },
});
