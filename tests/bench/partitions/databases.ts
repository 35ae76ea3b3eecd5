// Two databases on one server: the project as it is, and the same migrations with hash partitions.

import { asOwner, copyProject, type ProjectServer } from "../../suites/postgres/project.ts";
import { partition } from "./schema.ts";

const MIGRATIONS = new URL("../../../supabase/migrations/", import.meta.url);

/** @param partitions of each partitioned table; 0 = the migrations as they are */
export async function createDatabase(
  server: ProjectServer,
  name: string,
  partitions: number,
): Promise<string> {
  await copyProject(server, name);
  const files = (await Array.fromAsync(Deno.readDir(MIGRATIONS))).map((file) => file.name).sort();
  await asOwner(server, name, async (sql) => {
    for (const file of files) {
      const text = await Deno.readTextFile(new URL(file, MIGRATIONS));
      const [, migration = ""] = /^\d+_(.+)\.sql$/.exec(file) ?? [];
      const edited = partitions === 0 ? text : partition(migration, text, partitions);
      await sql.begin((transaction) => transaction.unsafe(edited));
    }
  });
  return name;
}
