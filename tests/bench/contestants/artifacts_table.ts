// The one query that the alternatives make. This server gets the same rows from a database function, whose request
// supabase-js builds in less time.

import { createClient } from "@supabase/supabase-js";
import type { Database } from "../../../supabase/functions/mcp/artifacts/postgres/database.types.ts";

const client = createClient<Database>(
  Deno.env.get("SUPABASE_URL") ?? "",
  Deno.env.get("SUPABASE_SECRET_KEY") ?? "",
  { auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false } },
);

/** The newest artifacts of a person, without contents. */
export async function newestOf(userId: string, limit: number) {
  const { data, error } = await client.from("artifacts")
    .select("id,title,kind,language,tags,size,version,created_at,updated_at,deleted_at")
    .eq("user_id", userId).is("deleted_at", null)
    .order("created_at", { ascending: false }).order("id", { ascending: false }).limit(limit + 1);
  if (error) throw error;
  return data.slice(0, limit).map(({ deleted_at: _, ...artifact }) => artifact);
}
