// In-memory storage of oidc-provider, one per instance. The library's own adapter is shared by all instances of a
// process, and evicts entries beyond 1,000.
// @ts-types="@types/oidc-provider"
import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

/** The storage of one instance. */
export interface Storage {
  readonly adapter: AdapterFactory;
  /**
   * Deletes all grants, with their codes and tokens.
   * @returns the ids of the grants
   */
  deleteGrants(): string[];
}

type Entries = Map<string, AdapterPayload>;

/** An empty storage. */
export function createStorage(): Storage {
  const models = new Map<string, Entries>();
  return {
    adapter: (model) => {
      const entries: Entries = new Map();
      models.set(model, entries);
      return createModelStorage(entries);
    },
    deleteGrants: () => {
      const grants = models.get("Grant");
      const ids = [...grants?.keys() ?? []];
      for (const entries of models.values()) {
        for (const [id, { grantId }] of entries) if (grantId !== undefined) entries.delete(id);
      }
      grants?.clear();
      return ids;
    },
  };
}

function createModelStorage(entries: Entries): Adapter {
  return {
    upsert: (id, payload) => settle(entries.set(id, payload)),
    find: (id) => Promise.resolve(entries.get(id)),
    findByUid: (uid) =>
      Promise.resolve([...entries.values()].find((payload) => payload.uid === uid)),
    // For the device flow, which is disabled.
    findByUserCode: () => Promise.resolve(),
    consume: (id) => settle(Object.assign(entries.get(id) ?? {}, { consumed: nowInSeconds() })),
    destroy: (id) => settle(entries.delete(id)),
    revokeByGrantId: (grantId) => {
      for (const [id, payload] of entries) if (payload.grantId === grantId) entries.delete(id);
      return Promise.resolve();
    },
  };
}

/** The adapter interface is asynchronous; a Map is not. */
function settle(_done: unknown): Promise<void> {
  return Promise.resolve();
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
