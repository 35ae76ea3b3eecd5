-- Privileges: every table, view, sequence and function of the migrations is closed to the client roles, and open to
-- service_role only as far as the store needs.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- All objects of the migrations belong to the role that ran the migrations. The same role runs this file.
create temp view our_relations as
  select c.oid, c.oid::regclass::text as name, c.relkind as kind
  from pg_class as c
  where c.relowner = current_user::regrole and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    and c.relpersistence <> 't'
    and not exists (select from pg_depend as d where d.objid = c.oid and d.deptype = 'e');
create temp view our_functions as
  select p.oid, p.oid::regprocedure::text as name
  from pg_proc as p
  where p.proowner = current_user::regrole and p.pronamespace <> pg_my_temp_schema()
    and not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e');
create temp view client_roles as select unnest(array['anon', 'authenticated']) as role;
create temp view api_roles as select role from client_roles union all select 'service_role';

-- A role's privileges: its own, inherited ones, and those of PUBLIC.
create temp view effective_privileges as
  select role, name, privilege
  from api_roles, our_relations, unnest(
    '{select,insert,update,delete,truncate,references,trigger}'::text[]
  ) as privilege
  where kind <> 'S' and has_table_privilege(role, oid, privilege)
  union all
  select role, name || ', a column', privilege
  from api_roles, our_relations, unnest('{select,insert,update,references}'::text[]) as privilege
  where kind <> 'S' and has_any_column_privilege(role, oid, privilege)
    and not has_table_privilege(role, oid, privilege)
  union all
  select role, name, privilege
  from api_roles, our_relations, unnest('{usage,select,update}'::text[]) as privilege
  where kind = 'S' and has_sequence_privilege(role, oid, privilege)
  union all
  select role, name, 'execute' from api_roles, our_functions
  where has_function_privilege(role, oid, 'execute');

select ok(
  exists (select from our_relations where oid = 'public.artifacts'::regclass),
  'the checked relations include public.artifacts'
);
select is_empty(
  'select * from effective_privileges natural join client_roles',
  'client roles have no privilege on any table, view, sequence or function'
);
select set_eq(
  $$ select name, string_agg(privilege, ', ' order by privilege) from effective_privileges
     where role = 'service_role' and privilege <> 'execute' group by name $$,
  $$ values ('artifacts', 'delete, insert, select, update'), ('libraries', 'insert, select, update'),
            ('library.artifact_versions', 'insert, select'),
            ('library.artifact_shares', 'delete, insert, select'),
            ('library.call_budgets', 'insert, select, update'), ('library.project', 'select, update'),
            ('library.closed_accounts', 'select'),
            ('library.content_words', 'insert, select, update'),
            ('library.summaries', 'select'), ('library.versions', 'select') $$,
  'service_role has exactly these privileges on tables and views'
);
-- bag_eq counts duplicates: a second function with the same name and other arguments fails the test.
select bag_eq(
  $$ select split_part(name, '(', 1) from effective_privileges
     where role = 'service_role' and privilege = 'execute' $$,
  array[
    'create_artifact', 'update_artifact', 'restore_artifact', 'delete_artifact', 'read_artifact',
    'list_artifacts', 'list_versions', 'search_artifacts', 'share_artifact', 'unshare_artifact', 'open_share',
    'export_artifacts', 'consume_calls', 'project_status', 'purge_artifacts', 'close_account', 'reopen_account',
    'ban_account', 'unban_account', 'list_closed_accounts', 'take_down_share', 'forget_person', 'library.user_hash', 'library.is_closed',
    'library.lock_library', 'library.summary_of', 'library.fields_of', 'library.content_of',
    'library.replace_artifact', 'library.keep_version', 'library.chunk_of', 'library.versions_after',
    'library.exceeded_limit', 'library.limit_refusal', 'library.reset_gone_bytes',
    'library.cancelled_save', 'library.fields_bytes', 'library.words_bytes', 'library.index_bytes',
    'library.word_hashes', 'library.word_hashes_bytes', 'library.add_gone_words',
    'library.add_gone_bytes', 'library.row_bytes', 'library.content_bytes',
    'library.normalize_for_search', 'library.title_search_vector', 'library.content_search_vector',
    'library.ids_with_all', 'library.first_words', 'library.normalize_query', 'library.excerpt_of', 'library.parse_search',
    'library.matching_ids'
  ],
  'service_role may execute exactly these functions, and none that only triggers call'
);
select is_empty(
  $$ select role, schema from api_roles, unnest(array['public', 'library']) as schema
     where has_schema_privilege(role, schema, 'create') $$,
  'no role of the Data API may create objects'
);
select set_eq(
  $$ select role from api_roles where has_schema_privilege(role, 'library', 'usage') $$,
  array['service_role'], 'client roles may not use schema library'
);
select is(
  (select array_agg(rolname::text order by rolname) from pg_roles
   where rolname in ('anon', 'authenticated', 'service_role') and (rolsuper or rolbypassrls)),
  array['service_role'], 'only service_role bypasses row level security'
);

-- The same privileges, checked by running statements. Returns 'ran', or the error code of the statement.
create function pg_temp.attempt(role text, statement text) returns text language plpgsql as $$
declare outcome text := 'ran';
begin
  execute format('set local role %I', role);
  begin
    execute statement;
  exception when others then outcome := sqlstate;
  end;
  reset role;
  return outcome;
end $$;

create temp view statements as
  select name, format(form, name) as statement
  from our_relations, unnest(array[
    'select from %s', 'insert into %s default values', 'delete from %s', 'truncate %s'
  ]) as form
  where kind in ('r', 'p', 'v', 'f')
  union all
  select name, format('update %s set %2$I = %2$I', name, attname)
  from our_relations join pg_attribute on attrelid = oid and attnum = 1
  where kind in ('r', 'p', 'v', 'f');

-- The arguments are nulls in subqueries. With plain nulls, the planner would not call strict functions at all.
create temp view calls as
  select format('select %s(%s)', proname_with_schema, (
    select string_agg(format('(select null::%s)', format_type(type, null)), ', ' order by place)
    from unnest(proargtypes) with ordinality as argument (type, place)
  )) as statement
  from our_functions join pg_proc using (oid),
    lateral (select format('%I.%I', pronamespace::regnamespace, proname) as proname_with_schema) as named;

select is(
  pg_temp.attempt(role, statement), '42501', role || ' may not run: ' || left(statement, 60)
)
from client_roles, (table statements union all select '', statement from calls) as each
order by role, statement;

select is(
  pg_temp.attempt('service_role', statement), outcome,
  format('service_role gets %s from: %s', outcome, statement)
) from (values
  ('ran', $$ insert into artifacts (user_id, title, kind, content)
    values ('user_a', 't', 'text', '') $$),
  ('ran', 'select * from artifacts'), ('ran', $$ update artifacts set title = 'u' $$),
  ('ran', 'delete from artifacts'),
  ('ran', 'update libraries set artifacts = artifacts'),
  ('ran', 'insert into library.artifact_versions select * from library.artifact_versions'),
  ('ran', 'insert into library.artifact_shares select * from library.artifact_shares'),
  ('ran', 'delete from library.artifact_shares'),
  ('ran', $$ select create_artifact('user_a', 't', 'text', '', 1, 1) $$),
  ('ran', $$ select consume_calls('user_a', 1, 60) $$),
  ('42501', 'delete from library.call_budgets'), ('42501', 'delete from libraries'), ('42501', 'delete from library.artifact_versions'),
  ('42501', 'update library.artifact_versions set content = title'),
  ('42501', 'update library.artifact_shares set expires_at = expires_at'),
  ('42501', 'delete from library.closed_accounts'), ('ran', $$ select ban_account('user_a') $$),
  ('ran', $$ select forget_person('user_a') $$), ('ran', 'select purge_artifacts()'),
  ('42501', $$ select library.purge_library('user_a') $$), ('42501', 'truncate artifacts'),
  ('42501', 'create trigger x before insert on artifacts
    for each row execute function suppress_redundant_updates_trigger()'),
  ('42501', 'alter table artifacts disable row level security'),
  ('42501', 'create table public.x ()')
) as attempts (outcome, statement);

-- Objects that a later migration creates without grants.
create table public.later_table (id integer generated always as identity, number serial);
create view public.later_view as select 1 as id;
create materialized view public.later_copy as select 1 as id;
create table library.later_table (id integer generated always as identity, number serial);
create view library.later_view as select 1 as id;
select is_empty(
  $$ select * from effective_privileges where name ~ 'later_' $$,
  'tables, views and sequences of a later migration are closed without grants'
);

select * from finish();
rollback;
