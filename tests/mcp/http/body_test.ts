// How much of a body is read, to the byte; how slowly it may come; whose memory it takes.

import assert from "node:assert/strict";
import type { BodyPools } from "../../../supabase/functions/mcp/http/body_pools.ts";
import type { BodyLimits } from "../../../supabase/functions/mcp/http/body_chunks.ts";
import {
  createMemoryPool,
  type MemoryPool,
} from "../../../supabase/functions/mcp/http/memory_pool.ts";
import { withDeadline } from "../../../supabase/functions/mcp/async/deadline.ts";
import { readBody as readBodyOf } from "../../../supabase/functions/mcp/http/body.ts";
import { fakeTime } from "../fake_time.ts";

const LIMIT = 100;
const PAUSE_MS = 50;
const [KIB, MIB] = [1024, 1024 * 1024];

const TOTALS = { tiny: 256 * KIB, small: 256 * KIB, authenticated: 128 * KIB, large: 8 * MIB };

function memoryOf(totals: Partial<typeof TOTALS> = {}): BodyPools {
  const { tiny, small, authenticated, large } = { ...TOTALS, ...totals };
  return {
    tiny: createMemoryPool(tiny),
    small: createMemoryPool(small),
    authenticated: createMemoryPool(authenticated),
    large: createMemoryPool(large),
  };
}

/** How much a memory has left, found by taking it. */
function isFree(memory: MemoryPool, bytes: number): boolean {
  const flow = { startedAt: 0, transferred: 0 };
  const free = memory.reserve(flow, bytes);
  memory.release(flow);
  return free;
}

/** Reads as a signed-in user, unless said otherwise; memory that is not released would fail it. */
async function readBody(request: Request, options: Partial<BodyLimits> = {}) {
  const memory = memoryOf();
  const userOf = () => Promise.resolve("alice");
  const limits = {
    bytes: LIMIT,
    pools: memory,
    maxPauseMs: PAUSE_MS,
    identifySender: userOf,
    ...options,
  };
  const read = await readBodyOf(request, limits);
  if ("release" in read) read.release();
  for (const kind of ["tiny", "small", "authenticated", "large"] as const) {
    assert.ok(isFree(memory[kind], TOTALS[kind]), `${kind} memory was not released`);
  }
  return "text" in read ? { text: read.text } : read;
}

/** A request whose body comes in these pieces, with or without its length declared. */
function requestOf(
  pieces: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>,
  declared?: number | string,
): Request {
  const encoder = new TextEncoder();
  const encoded = Symbol.iterator in pieces
    ? Array.from(pieces, (piece) => typeof piece === "string" ? encoder.encode(piece) : piece)
    : pieces;
  const body = ReadableStream.from(encoded);
  const headers = new Headers(declared === undefined ? {} : { "Content-Length": `${declared}` });
  return new Request("http://localhost/", { method: "POST", body, headers });
}

/** Yields `count` pieces of `bytes` bytes, one every `everyMs` milliseconds. */
async function* slowly(bytes: number, everyMs: number, count: number) {
  for (let sent = 0; sent < count; sent++) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    yield new Uint8Array(bytes).fill(0x20);
  }
}

const exactly = "x".repeat(LIMIT);

// A sender is not notified of its refusal and goes on for a moment; a timer closes its connection two seconds later.
const UNSTOPPED = { sanitizeOps: false, sanitizeResources: false };

Deno.test("a body of exactly the limit is read, one byte more is too large", async () => {
  assert.deepEqual(await readBody(requestOf([exactly])), { text: exactly });
  assert.deepEqual(await readBody(requestOf([exactly.slice(2), "xx"])), { text: exactly });
  assert.deepEqual(await readBody(requestOf([exactly], LIMIT)), { text: exactly });
  assert.deepEqual(await readBody(requestOf([exactly, "5"])), { refused: "too_large" });
  assert.deepEqual(await readBody(requestOf([`${exactly}5`], LIMIT + 1)), { refused: "too_large" });
  assert.deepEqual(await readBody(new Request("http://localhost/", { method: "POST" })), {
    text: "",
  });
});

Deno.test("bodies of every size around a power of two are read, whole and in order", async () => {
  for (const power of [4 * KIB, 8 * KIB, 64 * KIB, 256 * KIB]) {
    for (const size of [power - 1, power, power + 1]) {
      const text = Array.from({ length: size }, (_, at) => at % 10).join("");
      const pieces = [text.slice(0, 1_000), text.slice(1_000, 5_000), text.slice(5_000)];
      for (const declared of [undefined, size]) {
        const read = await readBody(requestOf(pieces, declared), { bytes: MIB });
        assert.ok("text" in read && read.text === text, `${size} bytes, declared: ${declared}`);
      }
    }
  }
});

Deno.test("a length that is no number is ignored", async () => {
  assert.deepEqual(await readBody(requestOf([`${exactly}5`], "1, 1")), { refused: "too_large" });
});

Deno.test("a rejected body is read on for a while, and then abandoned", UNSTOPPED, async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += MIB;
      // The stream ends, so that this test does, too.
      if (sent > 50 * MIB) controller.close();
      else controller.enqueue(new Uint8Array(MIB));
    },
  });
  const request = new Request("http://localhost/", { method: "POST", body });
  assert.deepEqual(await readBody(request), { refused: "too_large" });
  assert.ok(sent > 4 * MIB && sent < 12 * MIB, `${sent} bytes`);
});

Deno.test("a body is decoded as UTF-8 or rejected, with any character cut between pieces", async () => {
  const [first, second] = [new Uint8Array([0xc3]), new Uint8Array([0xbc])];
  assert.deepEqual(await readBody(requestOf([first, second])), { text: "ü" });
  assert.deepEqual(await readBody(requestOf([first])), { refused: "not_utf8" });
});

Deno.test(
  "a body that breaks off is the client's fault, with its length declared or not",
  UNSTOPPED,
  async () => {
    for (const headers of [{}, { "Content-Length": "4" }]) {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new Uint8Array(2)),
        pull: (controller) => controller.error(new TypeError("connection reset")),
      });
      const request = new Request("http://localhost/", { method: "POST", body, headers });
      assert.deepEqual(await readBody(request), { refused: "interrupted" });
    }
  },
);

Deno.test(
  "a body that stops coming is abandoned, with its length declared or not",
  UNSTOPPED,
  async () => {
    for (const headers of [{}, { "Content-Length": "4" }, { "Content-Length": "90000" }]) {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new Uint8Array(2)),
      });
      const request = new Request("http://localhost/", { method: "POST", body, headers });
      assert.deepEqual(await readBody(request, { bytes: MIB }), { refused: "too_slow" });
    }
  },
);

Deno.test(
  "a body that trickles is abandoned, even after a large head start",
  UNSTOPPED,
  async () => {
    for (const head of [0, 3 * MIB]) {
      const trickle = async function* () {
        if (head > 0) yield new Uint8Array(head).fill(0x20);
        yield* slowly(1, 10, 400); // never silent for as long as the pause
      };
      for (const declared of [undefined, head + 400 + 10 * KIB]) {
        const began = performance.now();
        const read = await readBody(requestOf(trickle(), declared), { bytes: 4 * MIB });
        assert.deepEqual(read, { refused: "too_slow" });
        assert.ok(performance.now() - began < 1_500, "only after its end");
      }
    }
  },
);

Deno.test(
  "a body at 16 KiB a second is fast enough, in small pieces and large ones",
  UNSTOPPED,
  async () => {
    const time = fakeTime();
    try {
      for (const [bytes, everyMs] of [[164, 10], [820, 50], [3_280, 200]] as const) {
        const request = requestOf(slowly(bytes, everyMs, 1_200 / everyMs), 20_000);
        const read = await time.until(readBody(request, { maxPauseMs: 400, bytes: MIB }));
        assert.ok("text" in read, `${bytes} bytes every ${everyMs} ms: ${JSON.stringify(read)}`);
      }
    } finally {
      time.restore();
    }
  },
);

Deno.test(
  "a body in pieces of one byte is rejected before reading it has cost much",
  UNSTOPPED,
  async () => {
    let read = 0;
    const pieces = async function* () {
      for (; read < 60_000; read++) yield new Uint8Array([0x20]);
    };
    assert.deepEqual(await readBody(requestOf(pieces()), { bytes: MIB }), { refused: "too_fine" });
    assert.ok(read < 100, `${read} pieces`);
    const few = requestOf(Array.from({ length: 64 }, () => " "));
    assert.deepEqual(await readBody(few, { bytes: MIB }), { text: " ".repeat(64) });
  },
);

for (
  const [what, piece, refused] of [
    ["in pieces of one byte", "1\r\n \r\n", "too_fine"],
    ["without an end", `10000\r\n${" ".repeat(64 * KIB)}\r\n`, "too_large"],
  ] as const
) {
  Deno.test(
    `the sender of a body ${what} gets its refusal, and its connection is closed`,
    UNSTOPPED,
    async () => {
      const limits = { bytes: MIB, pools: memoryOf(), maxPauseMs: 500 };
      const identifySender = () => Promise.resolve("alice");
      const server = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen: () => {} },
        async (request) => Response.json(await readBodyOf(request, { ...limits, identifySender })),
      );
      const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
      const answer = new Uint8Array(KIB);
      const answered = connection.read(answer);
      const head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
      const pieces = new TextEncoder().encode(piece.repeat(100));
      const sendOn = async () => {
        await connection.write(new TextEncoder().encode(head));
        while (true) await connection.write(pieces);
      };
      try {
        await assert.rejects(withDeadline(sendOn(), 8_000), /reset|Broken pipe/);
        await answered;
        assert.match(new TextDecoder().decode(answer), new RegExp(`"refused":"${refused}"`));
      } finally {
        connection.close();
        await server.shutdown();
      }
    },
  );
}

/** A body as an HTTP server has it: the reader says where the next piece goes. @param room gets the bytes there are */
function streamOf(text: string, sizes: readonly number[], room: number[]) {
  const bytes = new TextEncoder().encode(text);
  let [at, piece] = [0, 0];
  return new ReadableStream({
    type: "bytes",
    autoAllocateChunkSize: 64 * KIB,
    pull(controller) {
      const { byobRequest } = controller;
      const view = byobRequest?.view as Uint8Array;
      room.push(view.byteLength);
      const size = Math.min(sizes[piece++ % sizes.length]!, view.byteLength);
      const next = bytes.subarray(at, at + size);
      view.set(next);
      at += next.length;
      if (next.length === 0) controller.close();
      byobRequest?.respond(next.length);
    },
  });
}

const MANY = Array.from({ length: 60_000 }, (_, i) => `${i}é`).join("");
for (
  const [what, text, sizes, most] of [
    ["of a byte", MANY.slice(0, 40), [1], 4 * KIB],
    ["of all sizes", MANY, [1, 5_000, 70_000, 4 * KIB, 3, 200_000], 64 * KIB],
  ] as const
) {
  Deno.test(`pieces ${what} are read in order, with room for ${most / KIB} KiB at most`, async () => {
    const room: number[] = [];
    const body = streamOf(text, sizes, room);
    const request = new Request("http://localhost/", { method: "POST", body });
    assert.deepEqual(await readBody(request, { bytes: MIB, maxPauseMs: 5_000 }), { text });
    assert.equal(Math.max(...room), most);
  });
}

Deno.test("above 64 KiB only signed-in users' bodies are read, and the user is verified once", async () => {
  for (const declared of [undefined, 64 * KIB + 1]) {
    for (const signedIn of [true, false]) {
      let calls = 0;
      const userOf = () => (calls++, Promise.resolve(signedIn ? "alice" : undefined));
      const large = requestOf([" ".repeat(64 * KIB), " "], declared);
      const read = await readBody(large, { bytes: MIB, identifySender: userOf });
      assert.deepEqual("text" in read, signedIn);
      if (!signedIn) assert.deepEqual(read, { refused: "not_signed_in" });
      assert.equal(calls, 1);
      const small = requestOf([" ".repeat(64 * KIB)], declared && declared - 1);
      assert.ok("text" in await readBody(small, { bytes: MIB, identifySender: userOf }));
      assert.equal(calls, 1);
    }
  }
});

Deno.test("a signed-in user has memory left when strangers have filled theirs", async () => {
  const memory = memoryOf({ tiny: 10, small: 0 });
  const read = async (signedIn: boolean, size: number) => {
    const userOf = () => Promise.resolve(signedIn ? "alice" : undefined);
    const request = requestOf([" ".repeat(size)], size);
    return await readBodyOf(request, {
      bytes: MIB,
      pools: memory,
      maxPauseMs: PAUSE_MS,
      identifySender: userOf,
    });
  };
  const first = await read(false, 10);
  assert.ok("text" in first);
  assert.deepEqual(await read(false, 1), { refused: "no_room" });
  assert.ok("text" in await read(true, 1));
  first.release();
  assert.ok("text" in await read(false, 10));
});

Deno.test("a large body takes nothing of the memory of small ones", async () => {
  const memory = memoryOf({ small: 64 * KIB });
  const userOf = () => Promise.resolve("alice");
  const request = requestOf([" ".repeat(60 * KIB), " ".repeat(60 * KIB)]);
  const read = await readBodyOf(request, {
    bytes: MIB,
    pools: memory,
    maxPauseMs: PAUSE_MS,
    identifySender: userOf,
  });
  assert.ok("text" in read);
  assert.ok(isFree(memory.small, 64 * KIB));
  assert.ok(!isFree(memory.large, TOTALS.large));
  read.release();
  assert.ok(isFree(memory.large, TOTALS.large));
});

Deno.test("a large body without free memory is rejected, and takes none", async () => {
  const memory = memoryOf({ large: 100 * KIB });
  const userOf = () => Promise.resolve("alice");
  const request = requestOf([" ".repeat(90 * KIB), " ".repeat(90 * KIB)]);
  const limits = {
    bytes: MIB,
    pools: memory,
    maxPauseMs: PAUSE_MS,
    identifySender: userOf,
  };
  assert.deepEqual(await readBodyOf(request, limits), { refused: "no_room" });
  assert.ok(isFree(memory.large, 100 * KIB));
  assert.ok(isFree(memory.small, TOTALS.small));
});

Deno.test(
  "a slow body gives way to another one when memory is full",
  UNSTOPPED,
  async () => {
    const memory = memoryOf({ tiny: 8 * KIB });
    const userOf = () => Promise.resolve(undefined);
    const limits = {
      bytes: MIB,
      pools: memory,
      maxPauseMs: 3_000,
      identifySender: userOf,
    };
    const time = fakeTime();
    try {
      const slow = readBodyOf(requestOf(slowly(100, 100, 30)), limits);
      const slowAtOnce = readBodyOf(requestOf(slowly(100, 100, 30), 3_000), limits);
      await time.advance(150);
      // Too new to be called slow.
      const early = await readBodyOf(requestOf([" ".repeat(4_000)], 4_000), limits);
      assert.deepEqual(early, { refused: "no_room" });
      await time.advance(1_100);
      const fast = await readBodyOf(requestOf([" ".repeat(8 * KIB)], 8 * KIB), limits);
      assert.ok("text" in fast);
      assert.deepEqual(await time.until(Promise.all([slow, slowAtOnce])), [
        { refused: "no_room" },
        { refused: "no_room" },
      ]);
      fast.release();
      assert.ok(isFree(memory.tiny, 8 * KIB));
    } finally {
      time.restore();
    }
  },
);

Deno.test("a body up to 8 KiB has memory when larger ones have filled theirs, even right after", async () => {
  const memory = memoryOf({ small: 64 * KIB });
  const userOf = () => Promise.resolve(undefined);
  const read = async (size: number, declared: boolean) => {
    const request = requestOf([" ".repeat(size)], declared ? size : undefined);
    return await readBodyOf(request, {
      bytes: MIB,
      pools: memory,
      maxPauseMs: PAUSE_MS,
      identifySender: userOf,
    });
  };
  assert.ok("text" in await read(64 * KIB, true));
  assert.deepEqual(await read(9 * KIB, true), { refused: "no_room" });
  for (const declared of [true, false]) assert.ok("text" in await read(8 * KIB, declared));
});
