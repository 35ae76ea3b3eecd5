// The deployment under examination: the local stack and the Clerk stand-in, each behind its own proxy.

import { createSend, type Send } from "../../../supabase/functions/_tools/doctor/exchange.ts";
import { examine } from "../../../supabase/functions/_tools/doctor/examine.ts";
import type { Audience, Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import { type Clerk, startClerk } from "../../local/clerk/mod.ts";
import type { ClerkOptions } from "../../local/clerk/options.ts";
import type { Database } from "../../local/database.ts";
import { Parts } from "../../local/parts.ts";
import { signIn } from "../../local/sign_in.ts";
import { startStack } from "../../local/stack.ts";
import { type Front, startFront } from "./front.ts";

const MCP_PATH = "/functions/v1/mcp";
/** Longer than the delay of the slow case. */
const TIMEOUT_MS = 12_000;

export interface WorldOptions {
  /** Variables added to the correct ones, or replacing them. */
  environment?: (world: { origin: string; clerk: Clerk }) => Record<string, string>;
  clerk?: ClerkOptions;
  tls?: { cert: string; key: string };
}

export class World {
  /** The address given to the doctor. */
  url: string;
  environment: Record<string, string>;
  #stack = new Parts();
  readonly #parts = new Parts();

  private constructor(
    readonly front: Front,
    readonly clerkFront: Front,
    readonly clerk: Clerk,
    readonly database: Database,
    environment: Record<string, string>,
  ) {
    this.url = front.origin + MCP_PATH;
    this.environment = environment;
  }

  /** @param database shared, since it is slow to start; no case depends on its content */
  static async start(database: Database, options: WorldOptions = {}): Promise<World> {
    const front = startFront(options.tls);
    const clerkFront = startFront();
    const clerk = await startClerk({ ...options.clerk, publicUrl: clerkFront.origin });
    clerkFront.target = clerk.apiUrl;
    const environment = options.environment?.({ origin: front.origin, clerk }) ?? {};
    const world = new World(front, clerkFront, clerk, database, environment);
    for (const part of [front, clerkFront, clerk]) await world.#parts.add(part);
    await world.restart();
    return world;
  }

  /** Restarts the functions with the current variables. */
  async restart(): Promise<void> {
    await this.#stack.disposeAsync();
    this.#stack = new Parts();
    const { clerk, clerkFront, database, front } = this;
    const stack = await this.#stack.add(startStack({
      publicUrl: front.origin,
      startClerk: () => Promise.resolve({ ...clerk, stop: () => Promise.resolve() }),
      openDatabase: () => Promise.resolve({ ...database, stop: () => Promise.resolve() }),
      environment: { CLERK_API_URL: clerkFront.origin, ...this.environment },
    }));
    front.target = stack.origin;
  }

  /** Runs the doctor and returns all findings. */
  async examine(
    { audience = "any", signIn: signsIn = false, send }: {
      audience?: Audience;
      signIn?: boolean;
      send?: Send | undefined;
    } = {},
  ): Promise<Finding[]> {
    const examination = examine({
      url: this.url,
      audience,
      send: send ?? createSend(fetch, TIMEOUT_MS),
      openBrowser: signsIn ? (address) => void asAlice(address) : undefined,
    });
    return await Array.fromAsync(examination);
  }

  async stop(): Promise<void> {
    await this.#stack.disposeAsync();
    await this.#parts.disposeAsync();
  }
}

/** Signs in as a user in a browser would; after a refusal, redirects with access_denied. */
export async function asAlice(address: string): Promise<void> {
  try {
    const callback = await signIn(address, "Alice");
    await (await fetch(callback)).body?.cancel();
  } catch {
    const back = new URL(new URL(address).searchParams.get("redirect_uri") ?? "");
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("state", new URL(address).searchParams.get("state") ?? "");
    await (await fetch(back)).body?.cancel();
  }
}
