-- Row level security, the second barrier behind the missing grants. This file grants the tables to the client roles: a
-- user who is signed in with Clerk still reads only own rows, and changes none. The grants are rolled back.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

insert into public.artifacts (user_id, title, kind, content) values
  ('user_alice', 'Alice 1', 'text', ''), ('user_alice', 'Alice 2', 'text', ''),
  ('user_bob', 'Bob 1', 'text', '');
insert into library.artifact_versions
  (user_id, artifact_id, version, title, tags, content, size, created_at)
select user_id, id, 1, title, tags, '', 0, now() from public.artifacts;
insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
select encode(sha256(title::bytea), 'hex'), user_id, id, now() + interval '1 day'
from public.artifacts;
insert into library.call_budgets values ('user_alice', 1, now()), ('user_bob', 1, now());
insert into library.closed_accounts (user_hash, user_id)
select library.user_hash(owner), owner from unnest(array['user_alice', 'user_bob']) as owner;
grant usage on schema library to anon, authenticated;
grant select, insert, update, delete on all tables in schema public, library to anon, authenticated;
grant execute on all functions in schema library to anon, authenticated;

-- Runs a statement as a role whose token has these claims. Returns the statement's value, or the code of its error.
create function pg_temp.answer(role text, claims text, statement text) returns text
language plpgsql as $$
declare answer text;
begin
  perform set_config('request.jwt.claims', claims, true);
  execute format('set local role %I', role);
  begin
    execute statement into answer;
  exception when others then answer := sqlstate;
  end;
  reset role;
  return answer;
end $$;

create function pg_temp.alice(statement text) returns text language sql as $$
  select pg_temp.answer(
    'authenticated', '{"sub":"user_alice","role":"authenticated"}', statement
  )
$$;

select is(
  pg_temp.alice('select string_agg(title, '','' order by title) from artifacts'),
  'Alice 1,Alice 2', 'Alice reads only her own artifacts'
);
-- Every table with a column for the owner, and an insert that forges a row of Bob's.
create temp table tables (name text, forgery text);
insert into tables values
  ('artifacts', $$ insert into artifacts (user_id, title, kind, content)
    values ('user_bob', 'Forged', 'text', '') $$),
  ('libraries', $$ insert into libraries (user_id) values ('user_bobby') $$),
  ('library.artifact_versions', $$ insert into library.artifact_versions
      (user_id, artifact_id, version, title, tags, size, created_at)
    values ('user_bob', gen_random_uuid(), 2, 'Forged', '{}', 0, now()) $$),
  ('library.artifact_shares', $$ insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
    values (repeat('0', 64), 'user_bob', gen_random_uuid(), now()) $$),
  ('library.call_budgets', $$ insert into library.call_budgets values ('user_bobby', 1, now()) $$),
  ('library.closed_accounts', $$ insert into library.closed_accounts (user_hash, user_id) values ('\x00', 'user_bobby') $$),
  ('library.content_words', $$ insert into library.content_words values ('user_bob', gen_random_uuid(), '', 0) $$);
-- Views have no insert.
create temp table views (name text);
insert into views values ('library.summaries'), ('library.versions');
select set_eq(
  $$ select oid::regclass::text from pg_class
     where relnamespace in ('public'::regnamespace, 'library'::regnamespace)
       and relkind in ('r', 'p', 'v', 'm', 'f') $$,
  $$ select name from tables union all select name from views union all select 'library.project' $$,
  'the checks cover every table and view'
);
select is(pg_temp.alice('select count(*) from library.project'), '0', 'Alice reads nothing of library.project');
select is(
  pg_temp.alice(format('select string_agg(distinct user_id, '','') from %s', name)),
  'user_alice', 'Alice reads only her own rows of ' || name
) from (select name from tables union all table views) as each;
select is(
  pg_temp.alice(format('select count(*) from %s where user_id = ''user_bob''', name)),
  '0', 'Alice reads no row of Bob''s in ' || name
) from (select name from tables union all table views) as each;
select is(
  pg_temp.alice(forgery), '42501', 'Alice cannot insert a row of Bob''s into ' || name
) from tables;
select is(
  pg_temp.alice(forgery_of_hers), '42501', 'Alice cannot insert a row of her own into ' || name
) from (select name, replace(forgery, 'user_bob', 'user_alice') as forgery_of_hers from tables) as own;
select is(
  pg_temp.alice(format('with changed as (update %s set user_id = user_id returning 1),
    gone as (delete from %1$s returning 1)
    select (select count(*) from changed) + (select count(*) from gone)', name)),
  '0', 'Alice changes and deletes no row of ' || name
) from tables;
-- Tokens without a user, and a role without a policy.
create temp table no_user (role text, claims text, what text);
insert into no_user values
  ('authenticated', '', 'token without claims'),
  ('authenticated', '{}', 'token with empty claims'),
  ('authenticated', '{"sub":null}', 'token with a null subject'),
  ('authenticated', '{"sub":""}', 'token with an empty subject'),
  ('authenticated', '{"user_id":"user_bob"}', 'token with the user id in another claim'),
  ('anon', '{"sub":"user_bob","role":"anon"}', 'token of role anon');

select is(
  pg_temp.answer(role, claims, 'select count(*) from ' || name), '0',
  format('a %s reads nothing of %s', what, name)
) from no_user, tables;
select is(
  pg_temp.answer(role, claims, forgery), '42501', format('a %s inserts nothing into %s', what, name)
) from no_user, tables;
select is(
  pg_temp.answer(role, claims, format('with changed as (update %s set user_id = ''user_x'' returning 1),
    gone as (delete from %1$s returning 1)
    select (select count(*) from changed) + (select count(*) from gone)', name)),
  '0', format('a %s changes and deletes nothing of %s', what, name)
) from no_user, tables;

select * from finish();
rollback;
