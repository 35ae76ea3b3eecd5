// The real store on a Data API that gives one answer to every request.

import { DEFAULT_QUOTA } from "../../../supabase/functions/mcp/artifacts/limits.ts";
import { connect } from "../../../supabase/functions/mcp/artifacts/postgres/data_api.ts";
import { sharedArtifactsIn } from "../../../supabase/functions/mcp/artifacts/postgres/all_users.ts";
import { artifactsIn } from "../../../supabase/functions/mcp/artifacts/postgres/store.ts";
import { userId } from "../in_process.ts";

export const SECRET_KEY = "sb_secret_Kx7qWz";

/** One person's store and what is shared, and every request that left. */
export function storeAnswered(answer: () => Response | Promise<Response>) {
  const sent: Request[] = [];
  const database = connect({
    url: "https://project.supabase.co",
    secretKey: SECRET_KEY,
    fetch: async (input, init) => {
      sent.push(new Request(input, init));
      return await answer();
    },
  });
  const store = artifactsIn(database, DEFAULT_QUOTA)(userId("alice"));
  return { store, shared: sharedArtifactsIn(database), sent };
}
