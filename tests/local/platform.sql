-- The parts of a new Supabase project that our migrations depend on. Runs at every start; has no effect on a real
-- Supabase database.
do $$
begin
  if to_regrole('anon') is null then create role anon nologin; end if;
  if to_regrole('authenticated') is null then create role authenticated nologin; end if;
  if to_regrole('service_role') is null then create role service_role nologin bypassrls; end if;
end $$;

create schema if not exists extensions;
create schema if not exists auth;

do $$
begin
  if to_regprocedure('auth.jwt()') is null then
    create function auth.jwt() returns jsonb language sql stable set search_path = '' as
      'select coalesce(nullif(current_setting(''request.jwt.claims'', true), '''')::jsonb, ''{}'')';
  end if;
end $$;

grant usage on schema public, auth to anon, authenticated, service_role;
