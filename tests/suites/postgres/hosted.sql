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
