// What holds after anything that several people did in any order: a store does what the model in memory
// does, answer by answer, and what it then keeps is what was promised.

import assert from "node:assert/strict";
import fc from "fast-check";
import type { Quota } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import { StoreRejectedError } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type { ArtifactStore, Usage } from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { UserId } from "../../../supabase/functions/mcp/auth/user_id.ts";
import { userId } from "../in_process.ts";
import { createMemoryLibrary } from "./memory_store.ts";
import { type Action, action, PEOPLE, perform } from "./property_actions.ts";
import { everything, refuses } from "./store_case.ts";
import type { StoreUnderTest } from "./store_cases.ts";

/** Small enough for the limit to be reached. How many bytes something takes differs between stores. */
export const FEW: Quota = { artifacts: 2, bytes: 1e9 };
export const MORE: Quota = { artifacts: 10, bytes: 1e9 };
const ACTIONS = 40;

/** An artifact by the ids it has in both stores. */
interface Pair {
  owner: number;
  real: string;
  model: string;
}

interface Person {
  owner: UserId;
  real: ArtifactStore;
  model: ArtifactStore;
}

/**
 * @param runs how many sequences of actions are made up
 * @param quotas each sequence has one of them
 */
export function storeProperties(
  name: string,
  connect: () => Promise<StoreUnderTest & { sumsOf(owner: UserId): Promise<Usage> }>,
  runs: number,
  quotas: readonly Quota[] = [FEW, MORE],
): void {
  const limits = quotas.map(({ artifacts }) => artifacts).join(" or ");
  Deno.test(`${name} behaves like the model under random actions on ${limits} artifacts`, async (test) => {
    const { artifactsOf, setClock, sumsOf, stop } = await connect();
    let run = 0;
    const actions = fc.array(action, { minLength: ACTIONS / 2, maxLength: ACTIONS });
    const property = fc.asyncProperty(
      fc.constantFrom(...quotas),
      actions,
      async (quota, actions) => {
        const model = createMemoryLibrary({ quota });
        const people = Array.from({ length: PEOPLE }, (_, at): Person => {
          const owner = userId(`run${run}person${at}`);
          return { owner, real: artifactsOf(owner, quota), model: model.artifactsOf(owner) };
        });
        run++;
        const artifacts = await performAll(people, actions);
        for (const person of people) await checkWhatIsKept(person, artifacts, people, sumsOf);
      },
    );
    // PGlite sets an exit code of its own, which it takes back when it is closed.
    const fn = async () => {
      await setClock(Date.now());
      await fc.assert(property, { numRuns: runs, endOnFailure: true });
    };
    try {
      await test.step({
        name: `${runs} sequences of up to ${ACTIONS} actions`,
        fn,
        sanitizeExit: false,
      });
    } finally {
      await stop();
    }
  });
}

// Both stores answer the same, but for ids, shares and times.
async function performAll(people: Person[], actions: Action[]): Promise<Pair[]> {
  const artifacts: Pair[] = [];
  const unknown = crypto.randomUUID();
  for (const done of actions) {
    const pair = artifacts[done.which % Math.max(artifacts.length, 1)] ??
      { owner: done.who, real: unknown, model: unknown };
    const who = done.do === "create" ? done.who : pair.owner + Number(done.byStranger);
    const { real, model } = people[who % PEOPLE] ?? assert.fail();
    const latest = await latestVersion(people[pair.owner]?.model, pair.model);
    const [inReal, inModel] = await Promise.all([
      outcomeOf(perform(real, pair.real, latest, done)),
      outcomeOf(perform(model, pair.model, latest, done)),
    ]);
    assert.deepEqual(comparable(inReal), comparable(inModel), JSON.stringify(done));
    if (done.do === "create" && inReal?.replayed === "no") {
      artifacts.push({ owner: who, real: inReal.artifact.id, model: inModel.artifact.id });
    }
  }
  return artifacts;
}

async function latestVersion(model: ArtifactStore | undefined, id: string): Promise<number> {
  const history = await model?.history(id, { limit: 1 }).catch(() => undefined);
  return history?.versions[0]?.version ?? 1;
}

// deno-lint-ignore no-explicit-any -- any result of the port's methods, compared as a whole
async function outcomeOf(call: Promise<unknown>): Promise<any> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof StoreRejectedError) return { refused: error.why };
    throw error;
  }
}

/** An answer without what differs by nature. */
function comparable(outcome: unknown): unknown {
  const differs = /^(id|share|(created|updated|deleted|expires)_at)$/;
  return JSON.parse(
    JSON.stringify(outcome ?? null, (key, value) => differs.test(key) ? key : value),
  );
}

async function checkWhatIsKept(
  { owner, real, model }: Person,
  artifacts: Pair[],
  people: Person[],
  sumsOf: (owner: UserId) => Promise<Usage>,
): Promise<void> {
  const kept = await everything(real);
  for (const { owner: at, real: id, model: modelId } of artifacts) {
    const versions = kept.filter((version) => version.id === id);
    if (people[at]?.owner !== owner) {
      // No one sees another user's artifacts.
      assert.deepEqual(versions, []);
      await refuses(real.read(id), { refusal: "not_found" });
      continue;
    }
    // Without a gap, and byte by byte what was acknowledged.
    assert.deepEqual(versions.map(({ version }) => version), versions.map((_, index) => index + 1));
    const expected = (await everything(model)).filter((version) => version.id === modelId);
    assert.deepEqual(comparable(versions), comparable(expected));
  }
  assert.equal(kept.length, (await everything(model)).length);
  const usage = await real.usage();
  assert.deepEqual(usage, await sumsOf(owner), "the sums are those of the rows");
  assert.equal(usage.artifacts, (await model.usage()).artifacts);
}
