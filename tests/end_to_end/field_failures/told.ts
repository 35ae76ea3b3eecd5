// What a client is told about where it is, and the headers in which somebody could lie about that.

import type { Wire } from "../on_stack.ts";
import { list } from "./requests.ts";

const CHATGPT = { "User-Agent": "openai-mcp/1.0.0" };

/** What a client is told about where it is, by every way it is told. */
export async function told({ send, post }: Wire, headers: Record<string, string> = {}) {
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
