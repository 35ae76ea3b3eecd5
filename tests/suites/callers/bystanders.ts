// The process of those who are not attacking: users with and without sign-in who make small calls at a steady
// rate, and now and then a large one. Gets its setting as JSON; prints one line of JSON in the end.

import { say } from "../../local/terminal.ts";
import { follow } from "../load/arrivals.ts";
import type { Judged } from "../load/client.ts";
import { faultsOf, latencies, percentile } from "../load/sample.ts";
import { messageOf } from "../../mcp/message.ts";
import { INITIALIZE } from "../../mcp/in_process.ts";

export interface Setting {
  origin: string;
  /** Of users. */
  tokens: readonly string[];
  seconds: number;
}

const SMALL_A_SECOND = 60;
const LARGE_A_SECOND = 2;
const CONNECTIONS = 200;
const PATIENCE_MS = 10_000;

const { origin, tokens, seconds }: Setting = JSON.parse(Deno.args[0] ?? "");

interface Sent {
  name: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

function message(method: string, params: object, extra: Record<string, string> = {}): Sent {
  const { headers, body } = messageOf("2025-11-25", method, params as Record<string, unknown>);
  return { name: method, headers: { ...headers, ...extra }, body };
}

const users = tokens.map((token) => ({ Authorization: `Bearer ${token}` }));
const [alice = {}, bob = {}] = users;
/** None of them needs the database, which another process stands for here: the functions are what is measured. */
const SMALL: Sent[] = [
  message("resources/read", { uri: "artifacts://guide" }, alice),
  message("ping", {}),
  message("resources/templates/list", {}, bob),
  message("initialize", INITIALIZE.params, { "User-Agent": "openai-mcp/1.0.0" }),
  message("ping", {}, bob),
  message("tools/call", { name: "artifact.kinds", arguments: {} }),
  message("tools/list", {}, alice),
  { name: "metadata", path: "/mcp/.well-known/oauth-protected-resource" },
];
const pad = "x".repeat(300_000);
const LARGE: Sent[] = users.map((user) => message("ping", { pad }, user));

function sender(all: readonly Sent[]): () => Promise<Judged> {
  let sent = 0;
  return async () => {
    const { name, path = "/mcp", headers = {}, body = null } = all[sent++ % all.length]!;
    try {
      const method = body === null ? "GET" : "POST";
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(`${origin}${path}`, { method, headers, body, signal });
      const text = await response.text();
      const { status } = response;
      const right = status === 200 && (body === null || JSON.parse(text).result !== undefined);
      return right ? { status } : { status, fault: `${name}: ${status} ${text.slice(0, 200)}` };
    } catch (error) {
      return { status: 0, fault: `${name}: ${error}` };
    }
  };
}

const plan = { seconds, connections: CONNECTIONS };
const [small, large] = await Promise.all([
  follow({ ...plan, rate: SMALL_A_SECOND }, sender(SMALL)),
  follow({ ...plan, rate: LARGE_A_SECOND }, sender(LARGE)),
]);
const ms = latencies(small);
say(JSON.stringify({
  calls: small.length,
  p50: percentile(ms, 0.5),
  p99: percentile(ms, 0.99),
  faults: faultsOf([...small, ...large]),
}));
