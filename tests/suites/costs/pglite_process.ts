// PGlite with the migrations and its Data API in a process of its own, so that its CPU can be read and it can be
// killed. Arguments: a file with what was dumped from another one, or nothing.

import { createDataApi } from "../../local/data_api.ts";
import { MIGRATIONS, PLATFORM } from "../../local/database.ts";
import { applyMigrations } from "../../local/migrations.ts";
import { openInMemory } from "../../local/pglite.ts";
import { complain } from "../../local/terminal.ts";

const [dump] = Deno.args;
const { connection, sql } = await openInMemory(
  dump === undefined ? undefined : new Blob([await Deno.readFile(dump)]),
);
await sql.script(await Deno.readTextFile(PLATFORM));
await applyMigrations(sql, MIGRATIONS);
const dataApi = await createDataApi(connection, sql);

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => complain(`listening on ${port}`),
}, async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/rest/v1/")) return await dataApi(request);
  try {
    const { text, parameters, file } = await request.json();
    if (file === undefined) return Response.json(await sql.query(text, parameters));
    const bytes = await connection.driver.dumpDataDir("none");
    await Deno.writeFile(file, new Uint8Array(await bytes.arrayBuffer()));
    return Response.json([]);
  } catch (error) {
    return Response.json(error instanceof Error ? error.message : String(error), { status: 500 });
  }
});
