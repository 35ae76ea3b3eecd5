// Limits of a message before a tool gets it: size, JSON values, id, token, texts of the handshake.

import assert from "node:assert/strict";
import { uriMatcher } from "../../../../supabase/functions/mcp/protocol/features/uri_template.ts";
import { rebuiltHandshake } from "../../../../supabase/functions/mcp/protocol/legacy/handshake_params.ts";
import { MAX_ANONYMOUS_BYTES, MAX_BODY_BYTES } from "../probe.ts";
import type { Caller } from "./caller.ts";
import type { Limit } from "./limit.ts";
import { tokensAround } from "./tokens.ts";

const ping = (x: string, id = "1") => `{"jsonrpc":"2.0","id":${id},"method":"ping","x":${x}}`;
const padded = (bytes: number) => ping(`"${"a".repeat(bytes - ping('""').length)}"`);
const times = (item: string, count: number) => `[${Array(count).fill(item).join(",")}]`;

/** Values of a {@link ping} around the items of a list: the message, its members and the list. */
const AROUND = 4;

async function statuses(
  caller: Caller,
  { at, beyond, token }: { at: string; beyond: string; token?: string | null },
): Promise<[number, number]> {
  const answers = [await caller.post(at, token), await caller.post(beyond, token)] as const;
  return [answers[0].status, answers[1].status];
}

/** Arguments may be JSON text, which has the limits of a body. */
async function textIsRead(caller: Caller, item: string, most: number): Promise<void> {
  // The object and the list are values, too.
  const around = item.startsWith('"') ? 0 : 1;
  const text = (items: number) => `{"x":${times(item, items)}}`;
  await caller.accepted("artifact_kinds", text(most - around));
  await caller.refused("artifact_kinds", text(most - around + 1), "arguments: ");
}

export const MESSAGE_LIMITS: readonly Limit[] = [
  {
    name: "a body of 4 MiB and a byte is refused",
    async check(caller) {
      const [at, beyond] = [padded(MAX_BODY_BYTES), padded(MAX_BODY_BYTES + 1)];
      assert.deepEqual(await statuses(caller, { at, beyond }), [200, 413]);
    },
  },
  {
    name: "a body of 64 KiB and a byte without a token is refused with the challenge",
    async check(caller) {
      const at = await caller.post(padded(MAX_ANONYMOUS_BYTES), null);
      assert.equal(at.status, 200);
      const beyond = await caller.post(padded(MAX_ANONYMOUS_BYTES + 1), null);
      assert.equal(beyond.status, 401);
      assert.match(beyond.headers.get("WWW-Authenticate") ?? "", /resource_metadata/);
    },
  },
  {
    name: "a body with 100,001 JSON values is refused",
    async check(caller) {
      const [at, beyond] = [100_000, 100_001].map((count) => ping(times("0", count - AROUND)));
      assert.deepEqual(await statuses(caller, { at: at!, beyond: beyond! }), [200, 400]);
    },
  },
  {
    name: "a body with 129 numbers in quotes is refused",
    async check(caller) {
      const [at, beyond] = [128, 129].map((count) => ping(times('"7"', count)));
      assert.deepEqual(await statuses(caller, { at: at!, beyond: beyond! }), [200, 400]);
    },
  },
  {
    name: "arguments in a JSON text with 100,001 values are not read",
    check: (caller) => textIsRead(caller, "0", 100_000),
  },
  {
    name: "arguments in a JSON text with 129 numbers in quotes are not read",
    check: (caller) => textIsRead(caller, '"7"', 128),
  },
  {
    name: "an id of 1,001 characters is refused",
    async check(caller) {
      const [at, beyond] = [1_000, 1_001].map((length) => ping("0", `"${"a".repeat(length)}"`));
      assert.deepEqual(await statuses(caller, { at: at!, beyond: beyond! }), [200, 400]);
    },
  },
  {
    name: "an error repeats 128 characters of a client's text",
    async check(caller) {
      for (const [sent, repeated] of [[128, 128], [129, 128]] as const) {
        const { error } = await caller.message("resources/read", { uri: "a".repeat(sent) });
        assert.equal(error.data.uri, "a".repeat(repeated));
      }
    },
  },
  {
    name: "a valid token longer than 8,192 characters is refused",
    async check(caller) {
      const [at, beyond] = await tokensAround(caller, 8_192);
      assert.equal((await caller.post(ping("0"), at)).status, 200);
      assert.equal((await caller.post(ping("0"), beyond)).status, 401);
    },
  },
  {
    // No answer repeats these texts, and copying them costs too little to measure.
    name: "a handshake's text of 65 characters reaches the SDK without the last one",
    check() {
      for (const [sent, kept] of [[64, 64], [65, 64]] as const) {
        const text = "a".repeat(sent);
        const clientInfo = { name: text, version: text };
        const rebuilt = rebuiltHandshake({ protocolVersion: text, clientInfo });
        const name = "a".repeat(kept);
        const expected = { protocolVersion: name, clientInfo: { name, version: name } };
        assert.deepEqual(rebuilt, { ...expected, capabilities: {} });
      }
      return Promise.resolve();
    },
  },
  {
    // Any other URI of this length has an invalid id, so its answer is the same.
    name: "a URI of 2,049 characters matches no template of resources",
    check() {
      const match = uriMatcher("artifact://{id}");
      const [at, beyond] = [2_048, 2_049].map((length) => match("artifact://".padEnd(length, "a")));
      assert.deepEqual([at?.id?.length, beyond], [2_048 - "artifact://".length, undefined]);
      return Promise.resolve();
    },
  },
];
