// Sends requests to the translated Data API, as the store's client does.

import assert from "node:assert/strict";
import { PUBLISHABLE_KEY, SECRET_KEY } from "../../../local/data_api.ts";
import type { Postgrest } from "../../../local/postgrest/server.ts";

/** Status, and the parsed body. */
export interface Answer {
  status: number;
  // deno-lint-ignore no-explicit-any -- each is compared with a whole one
  body: any;
}

export interface Client {
  /** Calls a function with the secret key. */
  call(name: string, args: object, init?: RequestInit): Promise<Answer>;
  /** The same as `anon`. */
  callAnonymously(name: string, args: object): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
}

export function clientOf({ fetch }: Pick<Postgrest, "fetch">): Client {
  const ask = async (path: string, apikey: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { apikey, "x-client-info": "probe", ...init.headers };
    const response = await fetch(new Request(`http://local/rest/v1/${path}`, { ...init, headers }));
    return { status: response.status, body: await response.json() };
  };
  const post = (args: object) => ({ method: "POST", body: JSON.stringify(args) });
  return {
    call: (name, args, init) => ask(`rpc/${name}`, SECRET_KEY, { ...init, ...post(args) }),
    callAnonymously: (name, args) => ask(`rpc/${name}`, PUBLISHABLE_KEY, post(args)),
    get: (path, headers = {}) => ask(path, SECRET_KEY, { headers }),
  };
}

/** Status and code of an error. */
export function codeOf({ status, body }: Answer): string {
  assert.ok(
    "code" in body && "message" in body && "details" in body && "hint" in body,
    JSON.stringify(body),
  );
  return `${status} ${body.code}`;
}
