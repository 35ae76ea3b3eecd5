// Keeps one Clerk stand-in that can be taken down and brought back, to see what an outage does. Where
// it runs (this process or another) is the business of whoever gives `start`.

import type { Clerk } from "./clerk/mod.ts";
import type { ClerkOptions } from "./clerk/options.ts";

/** What the stack needs of a running instance. */
export interface RunningClerk extends Omit<Clerk, "jwtKey" | "revokeGrants"> {
  /** How a person takes it down and brings it back, where a person can: two shell commands. */
  readonly byHand?: { takeDown: string; bringBack: string };
}

/** Starts an instance; `port` and `keyFile` make it the one it was before. */
export type StartClerk = (options: ClerkOptions) => Promise<RunningClerk>;

/** An instance with a fixed address and signing key, up or down. */
export interface HostedClerk extends RunningClerk {
  /** Its clients, sign-ins and refresh tokens end here; JWT access tokens stay good. */
  takeDown(): Promise<void>;
  /** Starts it again where it was. */
  bringBack(): Promise<void>;
}

/** Starts an instance that stays the same one over outages. */
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
