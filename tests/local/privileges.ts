// Restores the privileges that migrations granted. @supabase/lite grants every table to the API roles at its first
// request, which would hide missing grants and undo revoked ones.

import type { Sql } from "./sql.ts";

const API_ROLES = "anon, authenticated, service_role";

/** One privilege on one table or sequence of schema public. */
interface Privilege {
  [column: string]: unknown;
  kind: "table" | "sequence";
  object: string;
  privilege: string;
  role: string;
}

const PRIVILEGES = `
  select case c.relkind when 'S' then 'sequence' else 'table' end as kind,
    c.oid::regclass::text as object, a.privilege_type as privilege, a.grantee::regrole::text as role
  from pg_class c, aclexplode(c.relacl) a
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p', 'f', 'S')
    and a.grantee in (to_regrole('anon'), to_regrole('authenticated'), to_regrole('service_role'))`;

/**
 * Runs `disturb`, then restores the privileges on all objects in schema public, and revokes default privileges on
 * future objects.
 */
export async function keepingPrivileges(sql: Sql, disturb: () => Promise<void>): Promise<void> {
  const before = await sql.query<Privilege>(PRIVILEGES);
  await disturb();
  const grants = before.map(({ kind, object, privilege, role }) =>
    `grant ${privilege} on ${kind} ${object} to ${role};`
  );
  await sql.transaction(({ script }) => script([...revocations(), ...grants].join("\n")));
}

function revocations(): string[] {
  return ["tables", "sequences"].flatMap((kind) => [
    `revoke all on all ${kind} in schema public from ${API_ROLES};`,
    `alter default privileges in schema public revoke all on ${kind} from ${API_ROLES};`,
  ]);
}
