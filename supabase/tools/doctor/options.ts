// The command line of `deno task doctor`.

import { parseArgs } from "node:util";
import type { Audience } from "./finding.ts";

export const USAGE = `Usage: deno task doctor <MCP URL> [options]

  <MCP URL>               as people type it into ChatGPT or Claude, byte for byte
  --sign-in               sign in through the browser, and try the token
  --token-from-env NAME   try the access token in this variable instead
  --client <which>        whom it is for: any (default), chatgpt or claude
  --json                  for programs

It changes nothing on the server. Signing in registers a client with the authorization server.
Exit status: 0 fine, 1 something is wrong, 2 wrong usage, 3 could not tell.`;

export interface Options {
  url: string;
  audience: Audience;
  signIn: boolean;
  /** Never shown. */
  token: string | undefined;
  json: boolean;
}

/** @throws Error with a sentence about the argument that is wrong */
export function readOptions(
  args: string[],
  lookup: (name: string) => string | undefined,
): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "sign-in": { type: "boolean", default: false },
      "token-from-env": { type: "string" },
      "client": { type: "string", default: "any" },
      "json": { type: "boolean", default: false },
    },
  });
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0) throw new Error("Give one URL.");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(`${url} is no http(s) URL.`);
  }
  const client = values.client;
  if (client !== "any" && client !== "chatgpt" && client !== "claude") {
    throw new Error("--client must be any, chatgpt or claude.");
  }
  const name = values["token-from-env"];
  if (name !== undefined && values["sign-in"]) {
    throw new Error("--sign-in and --token-from-env exclude each other.");
  }
  const token = name === undefined ? undefined : lookup(name)?.trim();
  if (name !== undefined && !token) throw new Error(`Variable ${name} is empty or not set.`);
  return { url, audience: client, signIn: values["sign-in"], token, json: values.json };
}
