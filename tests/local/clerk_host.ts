// A Clerk stand-in that can be stopped and restarted as the same instance, to simulate outages. `start` decides
// whether it runs in this process or another.

import type { Clerk } from "./clerk/mod.ts";
import type { ClerkOptions } from "./clerk/options.ts";

/** A running instance, as far as the stack uses it. */
export interface RunningClerk extends Omit<Clerk, "jwtKey" | "revokeGrants"> {
  /** Shell commands that stop and start it; absent if it runs in this process. */
  readonly byHand?: { takeDown: string; bringBack: string };
}

/** Starts an instance; the same `port` and `keyFile` make it the same instance. */
export type StartClerk = (options: ClerkOptions) => Promise<RunningClerk>;

/** An instance with a fixed address and signing key, running or stopped. */
export interface HostedClerk extends RunningClerk {
  /** Clients, sign-ins and refresh tokens are lost; JWT access tokens stay valid. */
  takeDown(): Promise<void>;
  /** Starts it again at the same address. */
  bringBack(): Promise<void>;
}

/** Starts an instance that keeps its identity across outages. */
export async function hostClerk(start: StartClerk, options: ClerkOptions): Promise<HostedClerk> {
  const folder = options.keyFile === undefined ? await Deno.makeTempDir() : undefined;
  const same = { ...options, keyFile: options.keyFile ?? `${folder}/signing_key.json` };
  const first = await start(same);
  const port = Number(new URL(first.apiUrl).port);
  let running: RunningClerk | undefined = first;
  const takeDown = async () => {
    const stopped = running?.stop();
    running = undefined;
    await stopped;
  };
  return {
    ...first,
    takeDown,
    bringBack: async () => void (running ??= await start({ ...same, port })),
    stop: async () => {
      await takeDown();
      if (folder) await Deno.remove(folder, { recursive: true });
    },
  };
}
