// One stack with short-lived tokens, one empty machine and a record of everything between them: what
// the walk of one program is given.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { type Clerk, type ClerkOptions, startClerk } from "../../local/clerk/mod.ts";
import { Parts } from "../../local/parts.ts";
import { startStack } from "../../local/stack.ts";
import { run } from "../program.ts";
import type { Program, World } from "./journey.ts";
import { createMachine, type Machine } from "./machine.ts";
import { type HttpExchange, Recorder } from "./recorder.ts";

/** Seconds: long enough for a few calls, short enough to be waited for twice. */
const ACCESS_TOKEN_TTL = 10;
/** Clerk's JWTs live one second longer than announced; the server allows 5 s of clock skew. */
const acceptedForMs = (ttl: number) => (ttl + 1 + 5) * 1_000 + 500;
/** One command of a program. */
const COMMAND_MS = 120_000;

interface RunningWorld extends World {
  /** Every request since the start. */
  readonly traffic: readonly HttpExchange[];
  stop(): Promise<void>;
}

/**
 * @param signal ends the commands that still run when the program's time is up
 * @param clerk how the authorization server differs from the usual one
 */
export async function startWorld(
  signal: AbortSignal,
  clerk: Program["clerk"] = {},
): Promise<RunningWorld> {
  await using parts = new Parts();
  const machine = await createMachine("Alice");
  parts.defer(machine.remove);
  const world = await start(machine, signal, clerk, parts);
  const running = parts.move();
  return { ...world, stop: () => running.disposeAsync() };
}

async function start(
  machine: Machine,
  signal: AbortSignal,
  options: ClerkOptions,
  parts: Parts,
) {
  const recorder = await parts.add(new Recorder());
  const { mcpUrl, clerk } = await startRecorded(recorder, options, parts);
  const { traffic } = recorder;
  const accepted = acceptedForMs(options.accessTokenTtl ?? ACCESS_TOKEN_TTL);
  const expire = () => delay(untilExpired(traffic, accepted));
  return {
    mcpUrl,
    home: machine.home,
    environment: machine.environment,
    signal,
    traffic,
    heard: () => recorder.news().flatMap(({ message }) => message ?? []),
    requests: () => recorder.news(),
    run: (command: string, args: string[], more = {}) => {
      const options = {
        cwd: machine.home,
        clearEnv: true,
        env: { ...machine.environment, ...more },
      };
      return run(command, args, { ...options, signal }, COMMAND_MS);
    },
    expire,
    revoke: () => {
      clerk.revokeGrants();
      return expire();
    },
  };
}

/** Server and authorization server, each known to programs by the recorder's address alone. */
async function startRecorded(recorder: Recorder, options: ClerkOptions, parts: Parts) {
  const origins = { server: "", clerk: "" };
  const publicUrl = recorder.listen("server", () => origins.server);
  const issuer = recorder.listen("authorization server", () => origins.clerk);
  const { promise: clerk, resolve } = Promise.withResolvers<Clerk>();
  const stack = await parts.add(startStack({
    publicUrl,
    clerk: {
      publicUrl: issuer,
      accessTokenTtl: ACCESS_TOKEN_TTL,
      ...options,
    },
    startClerk: async (options) => {
      const running = await startClerk(options);
      resolve(running);
      origins.clerk = running.apiUrl;
      return running;
    },
  }));
  origins.server = stack.origin;
  return { mcpUrl: stack.mcpUrl.replace(stack.origin, publicUrl), clerk: await clerk };
}

/** Milliseconds until the token that was issued last is no longer accepted. */
function untilExpired(traffic: readonly HttpExchange[], accepted: number): number {
  const issued = traffic.findLast(({ grantType, status }) => grantType && status === 200);
  assert.ok(issued, "no access token was issued");
  return Math.max(0, issued.at + accepted - performance.now());
}
