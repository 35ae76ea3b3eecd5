// Callers who disconnect: the database soon ends their work. Tried with work that would wait for a lock forever,
// and with the work that cost the database most.

import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { REST_MS } from "./budget.ts";
import { toolRequest } from "./probe.ts";
import { sendAndLeave } from "./raw_http.ts";
import type { Stage } from "./stage.ts";
import { TEXTS } from "./texts.ts";

const LEAVES_AFTER_MS = 300;
const POLL_MS = 100;
const SURELY_MS = 1_000;
/** Longer than anything may work. */
const MOST_MS = REST_MS + 6_000;

interface Departure {
  name: string;
  restsAfterMs: number;
}

/** @param url of the database, to hold a lock in it */
export async function leaveAndWatch(stage: Stage, url: string): Promise<Departure[]> {
  const { id, token } = stage.scene.users.maker;
  const content = TEXTS["different words with accents"]?.({ amount: 1024 * 1024, unit: "bytes" });
  const create = toolRequest("artifact_create", { title: "Left", kind: "text", content }, token);
  const list = toolRequest(
    "artifact_list",
    { query: "common or seldom", limit: 100 },
    stage.scene.users.large.token,
  );
  const departures = [
    { name: "artifact_create of 1 MiB", restsAfterMs: await leave(stage, create) },
    { name: "artifact_list of 1 MiB each", restsAfterMs: await leave(stage, list) },
  ];
  const owner = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await owner.begin(async (holding) => {
      await holding`select from libraries where user_id = ${id} for update`;
      const restsAfterMs = await leave(stage, create, 1);
      departures.push({ name: "artifact_create that waits for a lock", restsAfterMs });
    });
  } finally {
    await owner.end();
  }
  return departures;
}

/** @param holding transactions of ours that are open all the time */
async function leave(
  { functions, database }: Stage,
  request: Parameters<typeof sendAndLeave>[1],
  holding = 0,
): Promise<number> {
  const { port } = new URL(functions.get("mcp")!.origin);
  await sendAndLeave(Number(port), request, LEAVES_AFTER_MS);
  const left = performance.now();
  let rests = left;
  for (;;) {
    const active = await database.active?.() ?? [];
    const now = performance.now();
    if (active.length > holding) rests = now;
    // What was sent may not have arrived yet.
    if (now - rests > SURELY_MS || now - left > MOST_MS) return rests - left;
    await delay(POLL_MS);
  }
}
