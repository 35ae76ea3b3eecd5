// A PostgreSQL server that the command line tool reaches as the database of a linked project: by the host name of
// Supabase's connection pooler and its port, as the pooler's user. Needs the right to unshare(1) mounts.

import type { Part } from "../../local/parts.ts";
import { run } from "../program.ts";
import { asSuperuser, type ProjectServer, startProject } from "../postgres/project.ts";
import { PROJECT_REF } from "./management_api.ts";

/** The tool accepts no other domain, and connects to no other port. */
export const POOLER_HOST = "aws-0-eu-central-1.pooler.supabase.com";
const PORT = 5432;
/** An address of the loopback interface with that port free. */
const ADDRESS = "127.0.0.9";
export const POOLER_USER = `postgres.${PROJECT_REF}`;

export interface LinkedDatabase extends Part {
  server: ProjectServer;
  password: string;
  /** A command that runs another, in whose name lookups the pooler is this server. */
  prefix: readonly string[];
}

/** Whether this machine lets a test have a hosts file of its own. */
export async function canBeLinked(): Promise<boolean> {
  return await run("unshare", ["--mount", "true"]).then(({ success }) => success, () => false);
}

export async function startLinkedDatabase(): Promise<LinkedDatabase> {
  const server = await startProject();
  const { password } = server;
  const statements = [
    `create role "${POOLER_USER}" login password '${password}' in role postgres`,
    `alter role "${POOLER_USER}" set role = 'postgres'`,
    "drop database postgres",
    "alter database project rename to postgres",
  ];
  // One by one: databases are not changed in a transaction.
  await asSuperuser(server, "template1", async (sql) => {
    for (const statement of statements) await sql.unsafe(statement);
  });
  const forwarder = forwardTo(server.port);
  const hosts = await Deno.makeTempFile();
  const lines = await Deno.readTextFile("/etc/hosts");
  await Deno.writeTextFile(hosts, `${lines}\n${ADDRESS} ${POOLER_HOST}\n`);
  const script = 'mount --bind "$0" /etc/hosts && exec "$@"';
  return {
    server,
    password,
    prefix: ["unshare", "--mount", "sh", "-c", script, hosts],
    async stop() {
      forwarder.close();
      await Deno.remove(hosts);
      await server.stop();
    },
  };
}

function forwardTo(port: number): Deno.Listener {
  const listener = Deno.listen({ hostname: ADDRESS, port: PORT });
  const forward = async (client: Deno.Conn) => {
    const server = await Deno.connect({ hostname: "127.0.0.1", port });
    const both = [client.readable.pipeTo(server.writable), server.readable.pipeTo(client.writable)];
    await Promise.allSettled(both); // each side may end the connection
  };
  void (async () => {
    for await (const client of listener) void forward(client);
  })();
  return listener;
}

/** Applied migrations, as the tool records them; none if it has no record yet. */
export async function appliedMigrations({ server }: LinkedDatabase): Promise<number> {
  return await asSuperuser(server, "postgres", async (sql) => {
    const [known] = await sql<{ table: string | null }[]>`
      select to_regclass('supabase_migrations.schema_migrations')::text as table`;
    if (!known?.table) return 0;
    const [row] = await sql<{ count: number }[]>`
      select count(*)::integer as count from supabase_migrations.schema_migrations`;
    return row?.count ?? 0;
  });
}
