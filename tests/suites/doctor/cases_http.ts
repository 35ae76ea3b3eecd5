// Set up wrong: the address, the gateway, whatever stands before the function.

import { setTimeout as delay } from "node:timers/promises";
import { redocumented, reworded, type Spoil, withHeaders } from "./front.ts";
import type { Misconfiguration } from "./misconfiguration.ts";

/** Spoils what the MCP endpoint answers; all else passes. */
export function atMcp(
  change: (answer: Response, request: Request) => Promise<Response> | Response,
): Spoil {
  return async (request, pass) => {
    const { pathname } = new URL(request.url);
    const answer = await pass();
    return pathname.endsWith("/functions/v1/mcp") ? await change(answer, request) : answer;
  };
}

/** Spoils refusals alone. */
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

// What Supabase's gateway says while verify_jwt is on.
const LOCKED = () =>
  Response.json({ code: "UNAUTHORIZED_NO_AUTH_HEADER", message: "Missing authorization header" }, {
    status: 401,
  });

export const HTTP_CASES: readonly Misconfiguration[] = [
  {
    what: "the address has a slash at the end",
    url: ({ url }) => `${url}/`,
    finds: "address",
    found: /trailing slash/,
    fix: /task doctor http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "the address has a path of the website's",
    url: ({ url }) => `${url}/sse`,
    finds: "gateway",
    found: /nothing at this path/,
    fix: /task doctor http:\/\/127\.0\.0\.1:\d+\/functions\/v1\/mcp$/,
  },
  {
    what: "the function is not deployed",
    spoil: () => new Response("Function not found", { status: 404 }),
    finds: "gateway",
    found: /no such function/,
    fix: /functions deploy --use-api$/,
    byHand: true,
  },
  {
    what: "verify_jwt is on for mcp",
    spoil: LOCKED,
    finds: "gateway",
    found: /wants a token of its own/,
    fix: /verify_jwt = false.*functions deploy --use-api$/,
    byHand: true,
  },
  {
    what: "verify_jwt is on for well-known",
    spoil: (request, pass) => request.url.includes("/well-known/") ? LOCKED() : pass(),
    finds: "metadata",
    found: /answers 401/,
    fix: /verify_jwt = false.*functions deploy well-known --use-api$/,
    byHand: true,
  },
  {
    what: "the function does not boot",
    spoil: () =>
      Response.json({ code: "BOOT_ERROR", message: "Worker failed to boot" }, { status: 503 }),
    finds: "gateway",
    found: /503 BOOT_ERROR/,
    fix: /names every variable.*secrets set --env-file/,
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
    what: "answers are slow",
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
    what: "GET and DELETE make a proxy fail",
    spoil: (request, pass) =>
      request.method === "DELETE" ? new Response("oops", { status: 502 }) : pass(),
    finds: "methods",
    found: /DELETE fail/,
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
    what: "answers have no CORS headers",
    spoil: atMcp((answer) =>
      answer.ok ? withHeaders(answer, { "Access-Control-Allow-Origin": undefined }) : answer
    ),
    audience: "any",
    finds: "cors",
    found: /no Access-Control-Allow-Origin/,
    fix: /with every answer/,
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
    fix: /let the proxy pass Origin/,
    byHand: true,
  },
  {
    what: "the challenge is stripped",
    spoil: onRefusal((answer) => withHeaders(answer, { "WWW-Authenticate": undefined })),
    finds: "challenge",
    found: /no WWW-Authenticate/,
    fix: /Let the header pass/,
    byHand: true,
  },
  {
    what: "the challenge's values have no quotes",
    spoil: challengeWith((value) => value.replaceAll('"', "")),
    finds: "quoting",
    found: /without quotes: .*resource_metadata/,
    fix: /in quotes/,
    byHand: true,
  },
  {
    what: "the challenge does not lead to the metadata",
    spoil: challengeWith((value) => value.replace(/resource_metadata="[^"]*", /, "")),
    finds: "challenge",
    found: /no resource_metadata/,
    fix: /Name the metadata's URL/,
    byHand: true,
  },
  {
    what: "refusals have no CORS headers",
    spoil: onRefusal((answer) => withHeaders(answer, { "Access-Control-Allow-Origin": undefined })),
    finds: "cors on 401",
    found: /no Access-Control-Allow-Origin/,
    fix: /with refusals, too/,
    byHand: true,
  },
  {
    what: "the challenge is not exposed to pages",
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
    what: "no signature is checked",
    spoil: atMcp((answer, request) =>
      /^Bearer ey/.test(request.headers.get("Authorization") ?? "")
        ? Response.json({ jsonrpc: "2.0", id: 1, result: {} })
        : answer
    ),
    finds: "forged token",
    found: /made-up signature is answered 200/,
    fix: /Check the signature/,
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
    what: "a tool's name has a blank",
    spoil: atMcp((answer) =>
      reworded(answer, (text) => text.replaceAll("artifact_list", "list all"))
    ),
    finds: "names",
    found: /not valid: list all/,
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
    what: "ChatGPT's declaration of sign-in stands in one place only",
    spoil: atMcp((answer) =>
      redocumented(answer, (document) => {
        const tools = (document.result as { tools?: { _meta?: unknown }[] } | undefined)?.tools;
        for (const tool of tools ?? []) delete tool._meta;
        return document;
      })
    ),
    audience: "chatgpt",
    finds: "schemes",
    found: /not declared in both places/,
    fix: /in _meta/,
    byHand: true,
  },
  {
    what: "ChatGPT's dialect is lost",
    spoil: atMcp((answer, request) =>
      /openai/.test(request.headers.get("User-Agent") ?? "")
        ? reworded(answer, (text) => text.replace("mcp/www_authenticate", "x"))
        : answer
    ),
    audience: "chatgpt",
    finds: "chatgpt",
    found: /no challenge inside/,
    fix: /mcp\/www_authenticate/,
    byHand: true,
  },
];
