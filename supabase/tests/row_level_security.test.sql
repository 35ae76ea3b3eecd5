-- Row level security, the lock behind the missing grants: should a client role be granted the table
-- one day, a person signed in with Clerk reaches own rows only. The grant here is rolled back.
begin;
create extension if not exists pgtap with schema extensions;
select plan(26);

insert into public.artifacts (user_id, title, kind, content) values
  ('user_alice', 'Alice 1', 'text', ''), ('user_alice', 'Alice 2', 'text', ''),
  ('user_bob', 'Bob 1', 'text', '');
grant select, insert, update, delete on public.artifacts to anon, authenticated;

-- What a statement answers to a role whose token has these claims: a value or the code of an error.
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
  'Alice 1,Alice 2', 'Alice sees hers alone'
);
select is(
  pg_temp.alice('select count(*) from artifacts where user_id = ''user_bob'''),
  '0', 'also when she asks for Bob''s'
);
select is(
  pg_temp.alice('with added as (insert into artifacts (user_id, title, kind, content)
    values (''user_alice'', ''Alice 3'', ''text'', '''')) select ''added'''),
  'added', 'she can add to hers'
);
select is(
  pg_temp.alice('with added as (insert into artifacts (user_id, title, kind, content)
    values (''user_bob'', ''Forged'', ''text'', '''')) select ''added'''),
  '42501', 'not to Bob''s'
);
select is(
  pg_temp.alice('with changed as (update artifacts set title = title || ''!'' returning 1)
    select count(*) from changed'),
  '3', 'changing everything changes hers'
);
select is(
  pg_temp.alice('update artifacts set user_id = ''user_bob'''),
  '42501', 'she cannot give hers to Bob'
);
select is(
  pg_temp.alice('with gone as (delete from artifacts returning 1) select count(*) from gone'),
  '3', 'deleting everything deletes hers'
);
select results_eq(
  'select title from artifacts', array['Bob 1'], 'Bob''s is there as it was'
);

-- Tokens that name nobody, and a role that has no policy.
create temp table nobody (role text, claims text, what text);
insert into nobody values
  ('authenticated', '', 'without claims'),
  ('authenticated', '{}', 'with empty claims'),
  ('authenticated', '{"sub":null}', 'whose subject is null'),
  ('authenticated', '{"sub":""}', 'whose subject is empty'),
  ('authenticated', '{"user_id":"user_bob"}', 'who is named by another claim'),
  ('anon', '{"sub":"user_bob","role":"anon"}', 'who is anonymous');

select is(
  pg_temp.answer(role, claims, 'select count(*) from artifacts'), '0',
  'one ' || what || ' sees nothing'
) from nobody;
select is(
  pg_temp.answer(role, claims, 'with added as (insert into artifacts (user_id, title, kind, content)
    values (''user_bob'', ''Forged'', ''text'', '''')) select ''added'''),
  '42501', 'one ' || what || ' adds nothing'
) from nobody;
select is(
  pg_temp.answer(role, claims, 'with changed as (update artifacts set title = ''x'' returning 1),
    gone as (delete from artifacts returning 1)
    select (select count(*) from changed) + (select count(*) from gone)'),
  '0', 'one ' || what || ' changes and deletes nothing'
) from nobody;

select * from finish();
rollback;
