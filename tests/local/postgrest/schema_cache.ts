// What PostgREST knows of the database between two reloads. Follows src/library/PostgREST/SchemaCache.hs,
// SchemaCache/Routine.hs and Config/Database.hs of v16.2, without what relates tables to each other.

import type postgres from "postgres";

/** Name and value of a setting of PostgreSQL. */
export type Setting = [name: string, value: string];

export interface Parameter {
  name: string;
  type: string;
  required: boolean;
}

export interface Routine {
  schema: string;
  name: string;
  parameters: Parameter[];
  volatility: "immutable" | "stable" | "volatile";
  /** Returns one value: no row, no set, not void. */
  isScalar: boolean;
  /** Settings of the function that PostgREST makes before it calls. */
  settings: Setting[];
}

export interface SchemaCache {
  /** By `schema.name`; overloaded ones together. */
  routines: ReadonlyMap<string, Routine[]>;
  /** `schema.name` of tables and views. */
  tables: ReadonlySet<string>;
  /** Settings of each role that `authenticator` may become. PostgreSQL itself applies them at login only. */
  roleSettings: ReadonlyMap<string, Setting[]>;
}

/** db-hoisted-tx-settings, by default, without the isolation level. */
const HOISTED = ["statement_timeout", "plan_filter.statement_cost_limit"];

// There is no filter by privileges: PostgreSQL checks them when the function is called. Functions with a parameter that
// has no name can be called in another way, which is not translated.
const ROUTINES = `
  select schema.nspname as schema, f.proname as name,
    case f.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end as volatility,
    not f.proretset and result.typtype <> 'c' and result.typname <> 'void' and f.proargmodes is null as "isScalar",
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'name', name, 'type', type::regtype, 'required', at <= f.pronargs - f.pronargdefaults) order by at)
      from unnest(f.proargtypes, f.proargnames) with ordinality as parameter (type, name, at)
      where type is not null
    ), '[]') as parameters,
    to_jsonb(array(
      select setting from unnest(f.proconfig) as setting
      where split_part(setting, '=', 1) = any (string_to_array($2, ','))
    )) as settings
  from pg_proc as f
  join pg_namespace as schema on schema.oid = f.pronamespace
  join pg_type as result on result.oid = f.prorettype
  where f.prokind = 'f' and result.typname <> 'trigger' and schema.nspname = any (string_to_array($1, ','))
    and f.pronargs <= coalesce(array_length(array_remove(f.proargnames, ''), 1), 0)
  order by schema, name, f.pronargs`;

const TABLES = `
  select nspname || '.' || relname as name from pg_class join pg_namespace as schema on schema.oid = relnamespace
  where relkind in ('r', 'v', 'm', 'f', 'p') and not relispartition
    and nspname = any (string_to_array($1, ','))`;

const ROLES = `
  select role.rolname as name, jsonb_agg(own) as settings
  from pg_auth_members join pg_roles as role on role.oid = roleid, unnest(role.rolconfig) as own
  join pg_settings as known on known.name = split_part(own, '=', 1) and known.context = 'user'
  where member = (select oid from pg_roles where rolname = current_user) group by role.rolname`;

/** Reads all of it, as the role of `sql`. */
export async function loadSchemaCache(
  sql: postgres.Sql,
  schemas: string[],
): Promise<SchemaCache> {
  const [routines, tables, roles] = await Promise.all([
    sql.unsafe<RoutineRow[]>(ROUTINES, [schemas.join(), HOISTED.join()]),
    sql.unsafe<{ name: string }[]>(TABLES, [schemas.join()]),
    sql.unsafe<{ name: string; settings: string[] }[]>(ROLES),
  ]);
  return {
    routines: Map.groupBy(routines.map(routineOf), ({ schema, name }) => `${schema}.${name}`),
    tables: new Set(tables.map(({ name }) => name)),
    roleSettings: new Map(roles.map(({ name, settings }) => [name, settings.map(settingOf)])),
  };
}

type RoutineRow = Omit<Routine, "settings"> & { settings: string[] };

function routineOf(row: RoutineRow): Routine {
  return { ...row, settings: row.settings.map(settingOf) };
}

function settingOf(text: string): Setting {
  const [name = ""] = text.split("=", 1);
  return [name, text.slice(name.length + 1)];
}
