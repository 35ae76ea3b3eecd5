-- Parts of a hosted project that tests/local/platform.sql and a plain server lack. Run by the superuser, in a
-- database that belongs to role postgres. Migrations are pushed by postgres, which is no superuser.

create role postgres login createdb createrole bypassrls;
grant anon, authenticated, service_role to postgres;
alter role postgres set search_path = "$user", public, extensions;
grant all on schema public, extensions to postgres;
grant usage on schema auth to postgres;
grant usage on schema extensions to anon, authenticated, service_role;

-- The widest defaults any project has had, those of before November 2026: what a migration does not
-- close would be open.
alter default privileges for role postgres in schema public
  grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  grant all on sequences to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
  grant all on functions to anon, authenticated, service_role;

-- The role of PostgREST, with the time limits of supabase/postgres (migrations/db). Its library safeupdate is not in
-- Debian: tests/safe_updates_test.ts looks for what that refuses.
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';

-- PostgREST reads the schema again when it changes.
create function extensions.pgrst_watch() returns event_trigger language plpgsql as
  $$ begin notify pgrst, 'reload schema'; end $$;
create event trigger pgrst_ddl_watch on ddl_command_end
  when tag in (
    'CREATE TABLE', 'ALTER TABLE', 'CREATE VIEW', 'ALTER VIEW', 'CREATE FUNCTION', 'ALTER FUNCTION', 'CREATE TRIGGER',
    'CREATE TYPE', 'ALTER TYPE', 'COMMENT'
  )
  execute function extensions.pgrst_watch();
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_watch();
