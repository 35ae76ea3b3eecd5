// The Data API on a database that may be killed: pending requests get 503, as from PostgREST, and a new connection
// is opened when the database is back. The driver's own pool would wait for lost connections forever.

import { type Database, type DatabaseLocation, startDatabase } from "../../local/database.ts";

interface RestartableDatabase extends Database {
  /** From now on everything is answered 503. */
  disconnect(): void;
  /** Opens a new connection. */
  reconnect(): Promise<void>;
}

export async function startRestartable(location: DatabaseLocation): Promise<RestartableDatabase> {
  let current = await startDatabase(location);
  let lost = Promise.withResolvers<void>();
  const close = (database: Database) => database.stop().catch(() => {});
  return {
    ...current,
    sql: (text, parameters) => current.sql(text, parameters),
    // A response for each, since a body can be sent once.
    fetch: (request) =>
      Promise.race([
        current.fetch(request).catch(unavailable),
        lost.promise.then(unavailable),
      ]),
    disconnect() {
      lost.resolve();
      void close(current);
    },
    async reconnect() {
      current = await startDatabase(location);
      lost = Promise.withResolvers();
    },
    stop: () => current.stop(),
  };
}

function unavailable(): Response {
  return Response.json({ message: "Database connection lost" }, { status: 503 });
}
