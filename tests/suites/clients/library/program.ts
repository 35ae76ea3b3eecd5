// Makes a program of a library: the walk of an application that is built with it.

import assert from "node:assert/strict";
import { assertModern, type Exchange, MODERN } from "../../../end_to_end/clients/wire.ts";
import { assertLockedOut, assertRenewed, assertSignedIn } from "../evidence.ts";
import { install } from "../installation.ts";
import { type Program, type Step, STEPS, type World } from "../journey.ts";
import type { HttpExchange } from "../recorder.ts";
import { startApplication } from "./application.ts";
import { installNode } from "./node.ts";

export interface Library {
  /** What the application is built with, the library first: `name@version` each. */
  packages: readonly string[];
  /** File name in programs/. */
  script: string;
  /** After the URL. */
  args?: readonly string[];
  /** Tells apart what is tried with the same version. */
  variant?: string;
  /** The revision that has to be spoken; `null` = one from before it was named in a header. */
  revision: string | null;
  /** Wants a newer Node than Debian's. */
  newNode?: boolean;
}

/** Two waits for tokens to expire, and a few calls. */
const WITHIN_MS = 120_000;

export function programOf(library: Library): Program {
  const { packages, variant } = library;
  return {
    name: [packages[0], variant].join(" ").trim(),
    within: WITHIN_MS,
    install: async () => void await installed(library),
    walk: (world, done) => walk(library, world, done),
  };
}

async function installed({ packages, newNode }: Library) {
  const node = newNode ? await installNode() : "node";
  return { packages: await install(...packages), node };
}

async function walk(library: Library, world: World, done: (step: Step, seen: string) => void) {
  const { script, args = [], revision } = library;
  const options = { ...await installed(library), script, args };
  const application = await startApplication(options, world);
  const messages: Exchange[] = [];
  try {
    for (const step of STEPS) {
      if (step === "renew") await world.expire();
      if (step === "ask again") await world.revoke();
      const seen = await application.ask(step);
      const requests = world.requests();
      CHECKS[step]?.(requests);
      messages.push(...requests.flatMap(({ message }) => message ?? []));
      done(step, seen);
    }
  } finally {
    await application.stop();
  }
  assertSpoken(messages, revision);
}

const CHECKS: Partial<Record<Step, (requests: readonly HttpExchange[]) => void>> = {
  "sign in": assertSignedIn,
  "renew": assertRenewed,
  "ask again": assertLockedOut,
};

function assertSpoken(messages: readonly Exchange[], revision: string | null): void {
  if (revision === MODERN) return assertModern(messages);
  const [first, ...others] = messages;
  assert.equal(first?.method, "initialize");
  for (const { method, header } of others) {
    if (method !== "initialize") assert.deepEqual({ method, header }, { method, header: revision });
  }
}
