// Share ids: no one can guess one, and the database never sees one.

import { WHOLE } from "./memory_rows.ts";
import assert from "node:assert/strict";
import { hashShareId, mintShareId } from "../../../supabase/functions/mcp/artifacts/share_id.ts";
import { storeAnswered } from "./answered_database.ts";

const ID = "3f2b8a52-5f0e-4c1a-9d3e-0123456789ab";
const EXPIRES = { expires_at: "2026-11-23T08:38:37.582+00:00" };

Deno.test("a share id is 32 characters without quoting, and unique", () => {
  const minted = Array.from({ length: 1000 }, mintShareId);
  for (const share of minted) assert.match(share, /^[A-Za-z0-9_-]{32}$/);
  assert.equal(new Set(minted).size, minted.length);
});

Deno.test("every character of a share id is random", () => {
  const minted = Array.from({ length: 1000 }, mintShareId);
  for (let at = 0; at < 32; at++) {
    const different = new Set(minted.map((share) => share[at])).size;
    assert.ok(different > 40, `character ${at} is one of ${different}`);
  }
});

Deno.test("a share id is hashed with SHA-256, in hexadecimal", async () => {
  // printf 'AAAA…' | sha256sum
  const hash = "22a48051594c1949deed7040850c1f0f8764537f5191be56732d16a54c1d8153";
  assert.equal(await hashShareId("A".repeat(32)), hash);
});

Deno.test("text that is no share id has no hash", async () => {
  const share = mintShareId();
  for (const wrong of ["", "A", share.slice(1), `${share}A`, `${share}\n`, share.slice(1) + "="]) {
    assert.equal(await hashShareId(wrong), undefined, JSON.stringify(wrong));
  }
});

Deno.test("share() and open() send the hash of the share, never the share itself", async () => {
  const made = storeAnswered(() => Response.json(EXPIRES));
  const { share } = await made.store.share(ID, 7);
  const opened = storeAnswered(() => Response.json({ artifact: null }));
  assert.equal(await opened.shared.open(share, WHOLE), undefined);
  const hash = await hashShareId(share);
  for (const request of [...made.sent, ...opened.sent]) {
    const body = await request.text();
    assert.equal(JSON.parse(body).share_hash, hash);
    assert.ok(
      ![body, request.url, ...request.headers.values()].some((text) => text.includes(share)),
    );
  }
  assert.deepEqual([made.sent.length, opened.sent.length], [1, 1]);
});

Deno.test("open() with a malformed share sends no request", async () => {
  const { shared, sent } = storeAnswered(() => Response.json({ artifact: null }));
  assert.equal(await shared.open("../etc/passwd", WHOLE), undefined);
  assert.deepEqual(sent, []);
});
