// The command line of `deno task doctor`.

import { parseArgs } from "node:util";
import { CLIENTS, isClientOption } from "./clients.ts";
import type { Audience } from "./finding.ts";

const CLIENT_OPTIONS = ["any", ...Object.keys(CLIENTS)];

export const USAGE = `Usage: deno task doctor <MCP URL> [options]

  <MCP URL>               as users type it into their client, byte for byte
  --sign-in               sign in through the browser and test the token
  --token-from-env NAME   test the access token in this variable instead
  --register              register clients and request scopes as real clients do
  --client <which>        any (default), or the client that must work:
                          ${Object.keys(CLIENTS).slice(0, 5).join(", ")},
                          ${Object.keys(CLIENTS).slice(5).join(", ")}
  --json                  print one JSON object

The doctor changes nothing on the server. --register and --sign-in register two
clients with the authorization server; without them the doctor predicts which
scopes are refused.
Exit status: 0 no problem, 1 a problem, 2 wrong usage, 3 a check has no result,
4 some clients are affected.`;

export interface Options {
  url: string;
  audience: Audience;
  signIn: boolean;
  /** Implied by `signIn`. */
  register: boolean;
  /** Never printed. */
  token: string | undefined;
  json: boolean;
}

/** @throws Error with a message about the wrong argument */
export function readOptions(
  args: string[],
  lookup: (name: string) => string | undefined,
): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "sign-in": { type: "boolean", default: false },
      "register": { type: "boolean", default: false },
      "token-from-env": { type: "string" },
      "client": { type: "string", default: "any" },
      "json": { type: "boolean", default: false },
    },
  });
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0) throw new Error("Give one URL.");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(`${url} is not an http(s) URL.`);
  }
  const client = values.client;
  if (client !== "any" && !isClientOption(client)) {
    throw new Error(`--client must be one of ${CLIENT_OPTIONS.join(", ")}.`);
  }
  const name = values["token-from-env"];
  if (name !== undefined && values["sign-in"]) {
    throw new Error("--sign-in and --token-from-env exclude each other.");
  }
  const token = name === undefined ? undefined : lookup(name)?.trim();
  if (name !== undefined && !token) throw new Error(`Variable ${name} is empty or not set.`);
  const { "sign-in": signIn, register, json } = values;
  return { url, audience: client, signIn, register: register || signIn, token, json };
}
