-- What the checks of the translated Data API call, on a copy of the project.
create table public.probe_notes (id integer primary key, note text not null check (note <> ''));
grant select, insert on public.probe_notes to service_role;

create function public.probe_add(note_id integer, note_text text default 'none') returns jsonb language sql as $$
  insert into public.probe_notes values (note_id, note_text) returning to_jsonb(probe_notes)
$$;

-- Stable by mistake.
create function public.probe_stable(note_id integer) returns jsonb language plpgsql stable as
  $$ begin return public.probe_add(note_id); end $$;

create function public.probe_raise(note_id integer) returns jsonb language plpgsql as $$ begin
  perform public.probe_add(note_id);
  raise 'no' using detail = 'because', hint = 'later';
end $$;

create function public.probe_overloaded(a integer) returns jsonb language sql as $$ select to_jsonb(1) $$;
create function public.probe_overloaded(a integer, b integer default 1) returns jsonb language sql as
  $$ select to_jsonb(2) $$;

create function public.probe_variables() returns jsonb language sql as $$
  select jsonb_build_object(
    'session', session_user, 'role', current_user, 'read_only', current_setting('transaction_read_only'),
    'isolation', current_setting('transaction_isolation'), 'search_path', current_setting('search_path'),
    'statement_timeout', current_setting('statement_timeout'), 'lock_timeout', current_setting('lock_timeout'),
    'claims', current_setting('request.jwt.claims')::jsonb, 'method', current_setting('request.method'),
    'path', current_setting('request.path'), 'agent', current_setting('request.headers')::jsonb -> 'x-client-info',
    'cookies', current_setting('request.cookies')::jsonb,
    'prepared', (select count(*) from pg_prepared_statements where statement like '%probe_variables%')
  )
$$;

create function public.probe_sleep(seconds double precision, note_id integer default null) returns jsonb
language plpgsql as $$ begin
  perform pg_sleep(seconds);
  return case when note_id is not null then public.probe_add(note_id) end;
end $$;

-- PostgREST makes this setting before it calls: in time, unlike PostgreSQL.
create function public.probe_hoisted() returns jsonb language sql set statement_timeout = '200ms' as
  $$ select to_jsonb(pg_sleep(5)::text) $$;

create function public.probe_wait() returns jsonb language plpgsql set statement_timeout = '20s' as
  $$ begin return public.probe_add(0); end $$;
