// `supabase gen types`: the committed types, which the store is compiled against, are those of the
// migrated table.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { DatabaseCommands } from "./database_commands.ts";

const FILE = "supabase/functions/mcp/artifacts/postgres/database.types.ts";
const PATH = fileURLToPath(new URL(`../../../${FILE}`, import.meta.url));

async function generate(cli: DatabaseCommands, url: string): Promise<string> {
  const { success, stdout, stderr } = await cli.on(url, "gen", "types", "typescript");
  assert.ok(success && stdout.includes("export type Database"), stdout + stderr);
  return stdout;
}

/** Compares the committed file, byte for byte. */
export async function compareTypes(cli: DatabaseCommands, url: string): Promise<string> {
  const committed = await Deno.readTextFile(PATH);
  if (await generate(cli, url) !== committed) {
    throw new Error(
      `${FILE} is not what the migrations make: deno task test:postgres -- --write-types`,
    );
  }
  return `supabase gen types: ${FILE}, byte for byte`;
}

/** Rewrites the file. */
export async function writeTypes(cli: DatabaseCommands, url: string): Promise<string> {
  await Deno.writeTextFile(PATH, await generate(cli, url));
  return `written: ${FILE}`;
}
