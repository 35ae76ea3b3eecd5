// Misconfigurations of the address, the gateway and proxies in front of the function.

import { setTimeout as delay } from "node:timers/promises";
import {
  failureAnswer,
  outagePage,
  REPORTED_ALLOW_HEADERS,
  unknownFunction,
} from "../../local/platform_answers.ts";
import { redocumented, reworded, type Spoil, withHeaders } from "./front.ts";
import type { Misconfiguration } from "./misconfiguration.ts";

/** Changes responses of the MCP endpoint only. */
export function atMcp(
  change: (answer: Response, request: Request) => Promise<Response> | Response,
): Spoil {
  return async (request, pass) => {
    const { pathname } = new URL(request.url);
    const answer = await pass();
    return pathname.endsWith("/functions/v1/mcp") ? await change(answer, request) : answer;
  };
}

/** Changes 401 responses only. */
function onRefusal(change: (answer: Response) => Promise<Response>): Spoil {
  return atMcp((answer) => answer.status === 401 ? change(answer) : answer);
}

function challengeWith(change: (value: string) => string): Spoil {
  return onRefusal((answer) =>
    withHeaders(answer, {
      "WWW-Authenticate": change(answer.headers.get("WWW-Authenticate") ?? ""),
    })
  );
}

// The response of Supabase's gateway while verify_jwt is on.
const LOCKED = () =>
  Response.json({ code: "UNAUTHORIZED_NO_AUTH_HEADER", message: "Missing authorization header" }, {
    status: 401,
  });

export const HTTP_CASES: readonly Misconfiguration[] = [
  {
    what: "the address has a trailing slash",
    url: ({ url }) => `${url}/`,
    finds: "address",
    found: /trailing slash/,
    fix: /task doctor http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "the address has a wrong path",
    url: ({ url }) => `${url}/sse`,
    finds: "gateway",
    found: /no endpoint at this path/,
    fix: /task doctor http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "the function is not deployed",
    spoil: () => unknownFunction("hosted"),
    finds: "gateway",
    found: /no function at this path/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "verify_jwt is on for mcp",
    spoil: LOCKED,
    finds: "gateway",
    found: /gateway requires a token that Supabase issued/,
    fix: /verify_jwt = false.*task deploy --again$/,
    byHand: true,
  },
  {
    what: "verify_jwt is on for well-known",
    spoil: (request, pass) => request.url.includes("/well-known/") ? LOCKED() : pass(),
    finds: "metadata",
    found: /answers 401/,
    fix: /verify_jwt = false.*task deploy --again$/,
    byHand: true,
  },
  {
    what: "the function does not boot",
    spoil: () => failureAnswer("boot", "hosted"),
    finds: "gateway",
    found: /503 BOOT_ERROR/,
    fix: /names every missing or malformed variable.*secrets set --env-file/,
    byHand: true,
  },
  {
    what: "the worker passes its CPU or memory limit",
    spoil: () => failureAnswer("limit", "hosted"),
    finds: "gateway",
    found: /answers 546 WORKER_RESOURCE_LIMIT/,
    fix: /log names the limit.*task deploy --again$/,
    byHand: true,
  },
  {
    what: "a worker of the CLI passes its limit during tools/list",
    spoil: async (request, pass) =>
      request.method === "POST" && (await request.clone().text()).includes('"tools/list"')
        ? failureAnswer("limit", "cli")
        : await pass(),
    finds: "gateway",
    found: /^\d+ of \d+ requests failed before they reached the server.*answers 546 WORKER_LIMIT/,
    fix: /a new worker takes the next request/,
    byHand: true,
  },
  {
    what: "the platform answers with a web page",
    spoil: () => outagePage(502),
    finds: "gateway",
    found: /answers 502 with a web page: project\.supabase\.co \| 502: Bad gateway/,
    fix: /status\.supabase\.com/,
    byHand: true,
  },
  {
    what: "the platform answers some requests with a web page",
    spoil: (request, pass) => request.method === "POST" ? outagePage(504) : pass(),
    finds: "gateway",
    found:
      /^\d+ of \d+ requests failed before they reached the server.*504 with a web page.*Gateway time-out/,
    fix: /status\.supabase\.com/,
    byHand: true,
  },
  {
    what: "a redirect to the server's own host drops the token",
    url: ({ url }) => url.replace("127.0.0.1", "localhost"),
    spoil: (request, pass) =>
      new URL(request.url).hostname === "localhost"
        ? Response.redirect(request.url.replace("localhost", "127.0.0.1"), 308)
        : pass(),
    finds: "redirect",
    found: /redirects \(308\) to http:\/\/127\.0\.0\.1/,
    fix: /task doctor http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "responses are slow",
    spoil: async (request, pass) => {
      if (request.method === "GET" && request.url.endsWith("/mcp")) await delay(5_200);
      return await pass();
    },
    finds: "speed",
    found: /took 5\.\d s/,
    fix: /log for what it waits for/,
    byHand: true,
  },
  {
    what: "a proxy fails on DELETE",
    spoil: (request, pass) =>
      request.method === "DELETE" ? new Response("oops", { status: 502 }) : pass(),
    finds: "methods",
    found: /no usable response to DELETE/,
    fix: /405/,
    byHand: true,
  },
  {
    what: "preflights are refused",
    spoil: (request, pass) =>
      request.method === "OPTIONS" ? new Response(null, { status: 405 }) : pass(),
    finds: "preflight",
    found: /answered 405/,
    fix: /OPTIONS/,
    byHand: true,
  },
  {
    what: "preflights do not allow Authorization",
    spoil: async (request, pass) =>
      request.method === "OPTIONS"
        ? await withHeaders(pass(), { "Access-Control-Allow-Headers": "content-type" })
        : await pass(),
    finds: "preflight",
    found: /does not allow authorization and mcp-protocol-version/,
    fix: /OPTIONS/,
    byHand: true,
  },
  {
    what: "Supabase replaces the headers that preflights allow",
    spoil: async (request, pass) =>
      request.method === "OPTIONS"
        ? await withHeaders(pass(), { "Access-Control-Allow-Headers": REPORTED_ALLOW_HEADERS })
        : await pass(),
    finds: "preflight",
    found: /does not allow mcp-protocol-version: the response has Supabase's own list/,
    fix: /client outside of browsers.*sets Access-Control-Allow-Headers: .*MCP-Protocol-Version/,
    byHand: true,
  },
  {
    what: "responses have no CORS headers",
    spoil: atMcp((answer) =>
      answer.ok ? withHeaders(answer, { "Access-Control-Allow-Origin": undefined }) : answer
    ),
    audience: "any",
    finds: "cors",
    found: /no Access-Control-Allow-Origin/,
    fix: /with every response/,
    byHand: true,
  },
  {
    what: "ChatGPT's origin is refused",
    spoil: atMcp((answer, request) =>
      request.headers.get("Origin") === "https://chatgpt.com"
        ? new Response(null, { status: 403, headers: answer.headers })
        : answer
    ),
    audience: "chatgpt",
    finds: "origins",
    found: /POST refuses https:\/\/chatgpt\.com/,
    fix: /let the proxy forward Origin/,
    byHand: true,
  },
  {
    what: "a proxy removes the challenge",
    spoil: onRefusal((answer) => withHeaders(answer, { "WWW-Authenticate": undefined })),
    finds: "challenge",
    found: /no WWW-Authenticate/,
    fix: /make sure that no proxy removes it/,
    byHand: true,
  },
  {
    what: "the challenge's values are not quoted",
    spoil: challengeWith((value) => value.replaceAll('"', "")),
    finds: "quoting",
    found: /unquoted parameters: .*resource_metadata/,
    fix: /Quote the values/,
    byHand: true,
  },
  {
    what: "the challenge does not name the metadata URL",
    spoil: challengeWith((value) => value.replace(/resource_metadata="[^"]*", /, "")),
    finds: "challenge",
    found: /no resource_metadata/,
    fix: /Add resource_metadata/,
    byHand: true,
  },
  {
    what: "401 responses have no CORS headers",
    spoil: onRefusal((answer) => withHeaders(answer, { "Access-Control-Allow-Origin": undefined })),
    finds: "cors on 401",
    found: /no Access-Control-Allow-Origin/,
    fix: /with 401 responses, too/,
    byHand: true,
  },
  {
    what: "WWW-Authenticate is not exposed to browsers",
    spoil: onRefusal((answer) =>
      withHeaders(answer, { "Access-Control-Expose-Headers": undefined })
    ),
    finds: "cors on 401",
    found: /does not expose WWW-Authenticate/,
    fix: /Expose-Headers/,
    byHand: true,
  },
  {
    what: "bad tokens are answered 403",
    spoil: atMcp((answer, request) =>
      request.headers.has("Authorization")
        ? new Response("{}", { status: 403, headers: answer.headers })
        : answer
    ),
    finds: "bad token",
    found: /answered 403/,
    fix: /401 and error="invalid_token"/,
    byHand: true,
  },
  {
    what: "signatures are not verified",
    spoil: atMcp((answer, request) =>
      /^Bearer ey/.test(request.headers.get("Authorization") ?? "")
        ? Response.json({ jsonrpc: "2.0", id: 1, result: {} })
        : answer
    ),
    finds: "forged token",
    found: /invalid signature is answered 200/,
    fix: /Verify each token's signature/,
    byHand: true,
  },
  {
    what: "the function's clock is behind",
    spoil: atMcp((answer) =>
      withHeaders(answer, { "Date": new Date(Date.now() - 90_000).toUTCString() })
    ),
    finds: "clocks",
    found: /the server is (89|90|91) s behind/,
    fix: /NTP/,
    byHand: true,
  },
  {
    what: "a tool's name has a space",
    spoil: atMcp((answer) =>
      reworded(answer, (text) => text.replaceAll("artifact_list", "list all"))
    ),
    finds: "names",
    found: /invalid or duplicate: list all/,
    fix: /128/,
    byHand: true,
  },
  {
    what: "tools have no hints",
    spoil: atMcp((answer) =>
      reworded(answer, (text) => text.replaceAll('"destructiveHint"', '"x"'))
    ),
    audience: "chatgpt",
    finds: "hints",
    found: /not all set: artifact_kinds/,
    fix: /destructiveHint/,
    byHand: true,
  },
  {
    what: "securitySchemes is missing in _meta, for ChatGPT",
    spoil: atMcp((answer) =>
      redocumented(answer, (document) => {
        const tools = (document.result as { tools?: { _meta?: unknown }[] } | undefined)?.tools;
        for (const tool of tools ?? []) delete tool._meta;
        return document;
      })
    ),
    audience: "chatgpt",
    finds: "schemes",
    found: /securitySchemes differ between tool and _meta/,
    fix: /in its _meta/,
    byHand: true,
  },
  {
    what: "the challenge in the tool result is lost, for ChatGPT",
    spoil: atMcp((answer, request) =>
      /openai/.test(request.headers.get("User-Agent") ?? "")
        ? reworded(answer, (text) => text.replace("mcp/www_authenticate", "x"))
        : answer
    ),
    audience: "chatgpt",
    finds: "chatgpt",
    found: /the result of a refused tool call has no challenge/,
    fix: /mcp\/www_authenticate/,
    byHand: true,
  },
];
