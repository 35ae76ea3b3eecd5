// The command line of `deno task doctor`.

import { parseArgs } from "node:util";
import { CLIENTS, isClientOption } from "./clients.ts";
import type { Audience } from "./finding.ts";

const CLIENT_OPTIONS = ["any", ...Object.keys(CLIENTS)];

export const USAGE = `Usage: deno task doctor <MCP URL> [options]

  <MCP URL>               the MCP endpoint, exactly as users enter it
  --sign-in               sign in through the browser and test the token
  --token-from-env NAME   test the access token in variable NAME instead
  --register              register clients and request scopes as real clients do
  --client <which>        any (default), or the client that must work:
                          ${Object.keys(CLIENTS).slice(0, 5).join(", ")},
                          ${Object.keys(CLIENTS).slice(5).join(", ")}
  --json                  print one JSON object

The doctor changes nothing on the MCP server. --register and --sign-in register
two clients with the authorization server. Without these options, the doctor
only predicts which scopes the authorization server refuses.
Exit status: 0 no problem, 1 a problem, 2 wrong usage, 3 a check has no result,
4 a problem for some clients only.`;

export interface Options {
  url: string;
  audience: Audience;
  signIn: boolean;
  /** Always true if `signIn` is true. */
  register: boolean;
  /** The access token that `--token-from-env` names; never printed. */
  token: string | undefined;
  json: boolean;
}

/**
 * @param lookup returns an environment variable
 * @throws Error whose message names the wrong argument
 */
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
  if (url === undefined || more.length > 0) {
    throw new Error("Give one URL: that of the MCP endpoint.");
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(`${url} is not an http(s) URL.`);
  }
  const client = values.client;
  if (client !== "any" && !isClientOption(client)) {
    throw new Error(`--client must be one of ${CLIENT_OPTIONS.join(", ")}.`);
  }
  const name = values["token-from-env"];
  if (name !== undefined && values["sign-in"]) {
    throw new Error("Give either --sign-in or --token-from-env, not both.");
  }
  const token = name === undefined ? undefined : lookup(name)?.trim();
  if (name !== undefined && !token) {
    throw new Error(`Variable ${name} is empty or not set. Set it to an access token.`);
  }
  const { "sign-in": signIn, register, json } = values;
  return { url, audience: client, signIn, register: register || signIn, token, json };
}
