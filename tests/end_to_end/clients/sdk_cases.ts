// The official SDKs' clients, in every revision they can choose.

import assert from "node:assert/strict";
import { sendToOldServer } from "./before_2026.ts";
import { type Connect, connectV1, connectV2 } from "./sdk_clients.ts";
import { assertLegacy, assertModern, type Exchange, LEGACY, MODERN, Wire } from "./wire.ts";

export interface Case {
  connect: Connect;
  revision: string;
  wire?: () => Wire;
  spoken: (exchanges: readonly Exchange[]) => void;
}

function assertProbedFirst([probe, ...others]: readonly Exchange[]): void {
  assert.equal(probe?.method, "server/discover");
  assertModern([probe]);
  assertLegacy(others);
}

export const CASES: Record<string, Case> = {
  "SDK v1": { connect: connectV1, revision: LEGACY, spoken: assertLegacy },
  "SDK v2, as it is by default": {
    connect: connectV2("legacy"),
    revision: LEGACY,
    spoken: assertLegacy,
  },
  "SDK v2, pinned to 2026-07-28": {
    connect: connectV2({ pin: MODERN }),
    revision: MODERN,
    spoken: assertModern,
  },
  "SDK v2, choosing by itself": {
    connect: connectV2("auto"),
    revision: MODERN,
    spoken: assertModern,
  },
  "SDK v2, choosing by itself before a server of 2025-11-25": {
    connect: connectV2("auto"),
    revision: LEGACY,
    wire: () => new Wire(sendToOldServer),
    spoken: assertProbedFirst,
  },
};
