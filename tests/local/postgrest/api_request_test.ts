// How the translation reads requests, and that it refuses those that it does not know.

import assert from "node:assert/strict";
import { type Call, type Read, readRequest } from "./api_request.ts";
import { ApiError, NotTranslated } from "./errors.ts";

const BASE = "http://local/rest/v1";

function read(path: string, init?: RequestInit): Promise<Call | Read> {
  const request = new Request(BASE + path, init);
  return readRequest(request, new URL(request.url).pathname.slice("/rest/v1".length));
}

const post = (body: string, headers = {}) => ({ method: "POST", body, headers });

Deno.test("a call has its body's keys", async () => {
  const body = '{"a": null, "b": 1}';
  assert.deepEqual(await read("/rpc/f", post(body, { "content-profile": "public" })), {
    ...{ kind: "call", schema: "public", name: "f", body, keys: new Set(["a", "b"]) },
  });
  const empty = await read("/rpc/f", { method: "POST" }) as Call;
  assert.deepEqual(empty.keys, new Set());
});

Deno.test("a read has columns and filters, decoded", async () => {
  assert.deepEqual(await read("/t?select=a%2Cb&c=eq.x+y%2C.%22eq.z"), {
    ...{ kind: "read", schema: "public", table: "t", columns: ["a", "b"] },
    filters: [{ column: "c", equals: 'x y,."eq.z' }],
  });
});

const REFUSED: Record<string, () => Promise<unknown>> = {
  "400 PGRST102": () => read("/rpc/f", post("{")),
  "405 PGRST101": () => read("/rpc/f", { method: "PUT" }),
  "406 PGRST106": () => read("/t", { headers: { "accept-profile": "library" } }),
};

for (const [expected, refused] of Object.entries(REFUSED)) {
  Deno.test(`a request that PostgREST refuses: ${expected}`, async () => {
    await assert.rejects(refused, (error: unknown) => {
      assert.ok(error instanceof ApiError);
      assert.equal(`${error.status} ${error.body.code}`, expected);
      return true;
    });
  });
}

/** What else a request may be, and how the error names it. */
const UNKNOWN: Record<string, [path: string, init?: RequestInit]> = {
  "GET of a function": ["/rpc/f?a=1"],
  "the query of a call": ["/rpc/f?select=a", post("{}")],
  "a body that is no object": ["/rpc/f", post("[]")],
  "POST /t": ["/t", post("{}")],
  "GET /t/more": ["/t/more?select=a"],
  "/t/more/yet": ["/t/more/yet"],
  "select=*": ["/t"],
  "select=a(b)": ["/t?select=a(b)"],
  "a=gt.1": ["/t?select=a&a=gt.1"],
  "a=eq": ["/t?select=a&a=eq"],
  "order=eq.a": ["/t?select=a&order=eq.a"],
  "or=eq.a": ["/t?select=a&or=eq.a"],
  "Prefer and Range": ["/t?select=a", { headers: { prefer: "count=exact" } }],
  "Accept text/csv": ["/t?select=a", { headers: { accept: "text/csv" } }],
};

Deno.test("any other kind of request fails loudly", async () => {
  for (const [what, [path, init]] of Object.entries(UNKNOWN)) {
    await assert.rejects(read(path, init), (error) => {
      assert.ok(error instanceof NotTranslated, what);
      assert.ok(error.message.includes(`does not translate ${what}: `), error.message);
      return true;
    });
  }
});
