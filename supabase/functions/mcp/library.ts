// Connects to Postgres and builds the operations on artifacts. This file loads with the first tool call that needs the
// database.

import {
  closeAccountIn,
  consumeCallsIn,
  sharedArtifactsIn,
  storageWatchOf,
} from "./artifacts/postgres/all_users.ts";
import { connect } from "./artifacts/postgres/data_api.ts";
import { artifactsIn } from "./artifacts/postgres/store.ts";
import type { Config } from "./config.ts";

/** @param warn writes a warning to the operator's log */
export function connectLibrary(config: Config, warn: (message: string) => void) {
  const { supabaseUrl, supabaseSecretKey, quota, projectBytes, callsPerMinute, eraseAfterDays } =
    config;
  const database = connect({ url: supabaseUrl, secretKey: supabaseSecretKey });
  return {
    artifactsOf: artifactsIn(database, quota, projectBytes),
    shared: sharedArtifactsIn(database),
    consumeCalls: consumeCallsIn(database, callsPerMinute),
    closeAccount: closeAccountIn(database, eraseAfterDays),
    watchStorage: storageWatchOf(database, projectBytes, warn),
  };
}
