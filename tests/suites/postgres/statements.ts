// What SQL the store's requests become. @supabase/lite writes it here; PostgREST, which cannot be had
// here, wraps the same select in one that turns the rows into JSON.

import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import { StoreRejectedError } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type { Part } from "../../local/parts.ts";
import { draft } from "../../mcp/artifacts/store_cases.ts";
import { startStore } from "../../mcp/artifacts/store_on_database.ts";
import { userId } from "../../mcp/in_process.ts";
import type { ProjectServer } from "./project.ts";

export interface Statement {
  text: string;
  parameters: unknown[];
}

/** One person's store, doing one thing. */
export type StoreCall = (store: ArtifactStore) => Promise<unknown>;

/** Makes calls of the store and tells the one statement that each becomes. */
export interface Recorder extends Part {
  statementOf(owner: string, call: StoreCall): Promise<Statement>;
}

/** @param copy name of a database to throw away */
export async function startRecorder({ urlOf }: ProjectServer, copy: string): Promise<Recorder> {
  let seen: Statement[] = [];
  const onStatement = (text: string, parameters: unknown[]) => {
    if (text.includes('"public"."artifacts"')) seen.push({ text, parameters });
  };
  const url = urlOf(copy, "supabase_admin");
  const { artifactsOf, stop } = await startStore({ kind: "postgres", url, onStatement });
  await artifactsOf(userId("first")).create(draft()); // lite reads the catalogs first
  const statementOf: Recorder["statementOf"] = async (owner, call) => {
    seen = [];
    // The copy has none of the requested rows.
    await call(artifactsOf(userId(owner))).catch((error) => {
      if (!(error instanceof StoreRejectedError)) throw error;
    });
    const [statement, ...more] = seen;
    if (statement && more.length === 0) return statement;
    throw new Error(`one statement was expected, not ${seen.length}`);
  };
  return { statementOf, stop };
}
