// The addresses that a server advertises, and the request headers that could falsify them.

import type { Wire } from "../on_stack.ts";
import { list } from "./requests.ts";

const CHATGPT = { "User-Agent": "openai-mcp/1.0.0" };

/** Every text that tells a client the server's address. */
export async function advertised({ send, post }: Wire, headers: Record<string, string> = {}) {
  const read = async (name: string) =>
    await (await send(`/functions/v1/well-known/${name}`, { headers })).text();
  const refused = await post(list, headers);
  return {
    metadata: await read("oauth-protected-resource/mcp"),
    short: await read("oauth-protected-resource"),
    documentation: await read("documentation"),
    header: refused.headers.get("WWW-Authenticate"),
    body: await refused.text(),
    inBand: await (await post(list, { ...headers, ...CHATGPT })).text(),
  };
}

export const LIES: Record<string, string> = {
  "Host": "evil.example",
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Proto": "gopher",
  "X-Forwarded-Port": "6666",
  "X-Forwarded-Prefix": "/evil",
  "X-Forwarded-Server": "evil.example",
  "Forwarded": "host=evil.example;proto=gopher",
  "X-Original-Host": "evil.example",
  "X-Original-URL": "https://evil.example/",
  "X-Rewrite-URL": "/evil",
  "X-Host": "evil.example",
  "Origin": "https://chatgpt.com",
  "Referer": "https://evil.example/",
};
