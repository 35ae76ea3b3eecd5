// Fetching the authorization server's metadata: seldom, one request at a time, with an end, and
// never another issuer's.

import assert from "node:assert/strict";
import {
  createMetadataFetch,
  type IssuerDocument,
} from "../../supabase/functions/_shared/authorization_server.ts";

const ISSUER = "https://clerk.example.com";
const DOCUMENT = {
  issuer: ISSUER,
  token_endpoint: `${ISSUER}/oauth/token`,
  scopes_supported: ["openid", "profile", "email", "private_metadata", "offline_access"],
};
const SCOPES = ["profile", "offline_access"];
/** As it is served: with the scopes of this resource. */
const SERVED = { ...DOCUMENT, scopes_supported: SCOPES };
const TEN_MINUTES = 10 * 60_000;

/** An issuer that answers as `answer` says, behind a clock that stands still unless moved. */
function startIssuer(issuer = ISSUER, answer = () => Response.json(DOCUMENT) as unknown) {
  const state = { answer, now: 1_000_000, requests: [] as Request[] };
  const send = async (input: string | URL | Request, init?: RequestInit) => {
    state.requests.push(new Request(input, init));
    return await state.answer() as Response;
  };
  const fetchAny = createMetadataFetch(issuer, { scopes: SCOPES, send, now: () => state.now });
  const fetchMetadata = (document: IssuerDocument = "oauth-authorization-server") =>
    fetchAny(document);
  return Object.assign(state, { fetchMetadata });
}

const FAULTS: Record<string, () => unknown> = {
  "is not reached": () => Promise.reject(new TypeError("connection refused")),
  "breaks": () => new Response("oops", { status: 500 }),
  "answers 404": () => Response.json(DOCUMENT, { status: 404 }),
  "answers HTML": () => new Response("<html>"),
  "answers null": () => Response.json(null),
  "answers a list": () => Response.json([DOCUMENT]),
  "names another issuer": () => Response.json({ ...DOCUMENT, issuer: "https://evil.example" }),
  "names its issuer with a slash": () => Response.json({ ...DOCUMENT, issuer: `${ISSUER}/` }),
  "names no issuer": () => Response.json({ token_endpoint: "https://evil.example" }),
};

const ADDRESSES: [issuer: string, address: string][] = [
  [ISSUER, `${ISSUER}/.well-known/oauth-authorization-server`],
  ["http://127.0.0.1:9000", "http://127.0.0.1:9000/.well-known/oauth-authorization-server"],
  ["https://a.example/b/c", "https://a.example/.well-known/oauth-authorization-server/b/c"],
];
for (const [issuer, address] of ADDRESSES) {
  Deno.test(`the metadata of ${issuer} is requested at RFC 8414's address`, async () => {
    const server = startIssuer(issuer, () => Response.json({ issuer }));
    assert.deepEqual(await server.fetchMetadata(), { issuer, scopes_supported: SCOPES });
    const [request] = server.requests;
    assert.equal(request?.url, address);
    assert.equal(request?.headers.get("Accept"), "application/json");
    assert.equal(request?.headers.get("Authorization"), null);
  });
}

Deno.test("a fetched document is cached for ten minutes", async () => {
  const server = startIssuer();
  assert.deepEqual(await server.fetchMetadata(), SERVED);
  server.now += TEN_MINUTES - 1;
  await server.fetchMetadata();
  assert.equal(server.requests.length, 1);
  server.now += 1;
  server.answer = () => Response.json({ ...DOCUMENT, changed: true });
  assert.deepEqual(await server.fetchMetadata(), { ...SERVED, changed: true });
  assert.equal(server.requests.length, 2);
});

Deno.test("twenty simultaneous lookups send one request, on success and on failure", async () => {
  for (const answer of [() => Response.json(DOCUMENT), () => new Response("", { status: 500 })]) {
    const server = startIssuer(ISSUER, answer);
    await Promise.allSettled(Array.from({ length: 20 }, () => server.fetchMetadata()));
    assert.equal(server.requests.length, 1);
  }
});

for (const [fault, answer] of Object.entries(FAULTS)) {
  Deno.test(`when the issuer ${fault}, there is no document, and the next request follows after a second`, async () => {
    const server = startIssuer(ISSUER, answer);
    for (let i = 0; i < 5; i++) await assert.rejects(server.fetchMetadata());
    assert.equal(server.requests.length, 1);
    server.answer = () => Response.json(DOCUMENT);
    server.now += 1_000;
    assert.deepEqual(await server.fetchMetadata(), SERVED);
    assert.equal(server.requests.length, 2);
  });

  Deno.test(`when the issuer ${fault} later, the last good document is still returned`, async () => {
    const server = startIssuer();
    await server.fetchMetadata();
    server.now += TEN_MINUTES;
    server.answer = answer;
    assert.deepEqual(await server.fetchMetadata(), SERVED);
    assert.equal(server.requests.length, 2);
  });
}

Deno.test("while the issuer is down, only the first lookup waits for it", async () => {
  const server = startIssuer();
  await server.fetchMetadata();
  server.now += TEN_MINUTES;
  server.answer = () => new Response("", { status: 500 });
  for (let i = 0; i < 5; i++) assert.deepEqual(await server.fetchMetadata(), SERVED);
  assert.equal(server.requests.length, 2);
});

Deno.test("each document is fetched at its specification's address and cached separately", async () => {
  const issuer = "https://a.example/b";
  const server = startIssuer(issuer, () => Response.json({ issuer }));
  await server.fetchMetadata("openid-configuration");
  await server.fetchMetadata("oauth-authorization-server");
  await server.fetchMetadata("openid-configuration");
  assert.deepEqual(server.requests.map(({ url }) => url), [
    "https://a.example/b/.well-known/openid-configuration",
    "https://a.example/.well-known/oauth-authorization-server/b",
  ]);
});
