// Applies migrations that are added while the local stack runs, and reports applied ones that are edited.

import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "./database.ts";
import type { Part } from "./parts.ts";

/** Editors write a file in several steps. */
const SETTLED_MS = 200;

/**
 * @param folder the migrations
 * @param progress gets a line for each applied, edited or failing migration
 */
export async function watchMigrations(
  database: Required<Pick<Database, "migrate">>,
  folder: string,
  progress: (line: string) => void,
): Promise<Part> {
  const watcher = Deno.watchFs(folder, { recursive: false });
  let reported = "";

  async function migrate(): Promise<void> {
    try {
      const { applied, edited } = await database.migrate();
      for (const name of applied) progress(`database: applied migration ${name}`);
      const lines = edited.map((name) =>
        `database: migration ${name} was edited after it was applied, which has no effect. ` +
        "Undo the edit and add a migration, or start with an empty database (--ephemeral, or delete .local/)."
      );
      if (lines.join() !== reported) lines.forEach(progress);
      reported = lines.join();
    } catch (error) {
      progress(`database: ${error instanceof Error ? error.message : error}`);
    }
  }

  async function watch(): Promise<void> {
    for await (const { kind } of watcher) {
      if (kind === "access") continue;
      await delay(SETTLED_MS);
      await migrate();
    }
  }

  await migrate();
  const watching = watch();
  return {
    async stop() {
      watcher.close();
      await watching;
    },
  };
}
