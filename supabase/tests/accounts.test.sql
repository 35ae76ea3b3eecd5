-- Closed accounts: bans, deletions, refused calls of closed accounts, and the erasure.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- Returns the refusal of a statement, or 'none'.
create function pg_temp.refusal_of(statement text) returns text language plpgsql as $$
declare result jsonb;
begin
  execute statement into result;
  return coalesce(result ->> 'refusal', 'none');
end $$;

insert into public.artifacts (user_id, title, kind, content)
select owner, owner || ' ' || number, 'text', 'words of ' || owner
from unnest(array['user_a', 'user_b']) as owner, generate_series(1, 3) as number;
insert into library.artifact_versions
  (user_id, artifact_id, version, title, tags, content, size, created_at)
select user_id, id, 1, title, '{}', 'older', 5, created_at from public.artifacts;
insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
select encode(sha256(user_id::bytea), 'hex'), user_id, min(id::text)::uuid, now() + interval '1 day'
from public.artifacts group by user_id;
insert into library.call_budgets values ('user_a', 1, now()), ('user_b', 1, now());

-- One call of each function that acts for a user.
create temp table calls (name text, statement text);
insert into calls
select name, format('select public.%s(%s)', name, arguments)
from (values
  ('list_artifacts', $$ 'user_a', 10 $$),
  ('search_artifacts', $$ 'user_a', 'words', 10 $$),
  ('read_artifact', format('%L, %L', 'user_a', (select id from public.artifacts where user_id = 'user_a' limit 1))),
  ('list_versions', format('%L, %L, 10', 'user_a', (select id from public.artifacts where user_id = 'user_a' limit 1))),
  ('export_artifacts', $$ 'user_a', 1000 $$),
  ('create_artifact', $$ 'user_a', 't', 'text', '', 0, 1000000 $$),
  ('update_artifact', $$ 'user_a', gen_random_uuid(), 1, 1000000 $$),
  ('restore_artifact', $$ 'user_a', gen_random_uuid(), 1000000 $$),
  ('delete_artifact', $$ 'user_a', gen_random_uuid() $$),
  ('share_artifact', $$ 'user_a', gen_random_uuid(), repeat('0', 64), 1, 1 $$),
  ('unshare_artifact', $$ 'user_a', gen_random_uuid() $$)
) as calls (name, arguments);
select set_eq(
  $$ select proname::text from pg_proc
     where pronamespace = 'public'::regnamespace and 'owner' = any (proargnames)
       and proname not in ('consume_calls', 'close_account', 'reopen_account', 'ban_account', 'unban_account', 'forget_person') $$,
  'select name from calls', 'the calls cover all functions that act for a user'
);
select isnt(pg_temp.refusal_of(statement), 'account_closed', name || ' serves an open account') from calls;

-- A ban.
select is(public.ban_account('user_a'), '{"banned": true}', 'a first ban returns true');
select is(public.ban_account('user_a'), '{"banned": false}', 'a second ban returns false');
select is(pg_temp.refusal_of(statement), 'account_closed', name || ' refuses a banned user') from calls;
select is(
  public.open_share(encode(sha256('user_a'), 'hex')) ->> 'artifact', null, 'shares of a banned user open nothing'
);
select isnt(
  public.open_share(encode(sha256('user_b'), 'hex')) ->> 'artifact', null, 'shares of other users still open'
);
select isnt(
  pg_temp.refusal_of($$ select public.list_artifacts('user_b', 10) $$), 'account_closed', 'other users are served while one is banned'
);
select is(
  jsonb_array_length(public.export_artifacts('user_a', 1000, of_closed_account => true) -> 'versions'), 6,
  'the operator exports a closed account'
);
select is(
  public.reopen_account('user_a'), '{"reopened": false, "closed": true}', 'reopening a banned user reopens nothing'
);
select is(
  jsonb_path_query_array(public.list_closed_accounts(10), '$.accounts[*].user_id'), '["user_a"]',
  'the banned user is listed'
);
select is(public.unban_account('user_a'), '{"unbanned": true, "closed": false}', 'the end of a ban opens the account');
select is(public.unban_account('user_a'), '{"unbanned": false, "closed": false}', 'ending a ban twice returns false');
select is_empty(
  $$ select from library.artifact_shares where user_id = 'user_a' $$, 'a ban revokes the user''s shares for good'
);
select isnt(pg_temp.refusal_of(statement), 'account_closed', name || ' serves the user again after the ban') from calls;
select is_empty('select from library.closed_accounts', 'an ended ban leaves no row');

-- A deletion in Clerk.
create temp table closed as select public.close_account('user_a', 7) ->> 'erase_at' as erase_at;
select is(
  (select erase_at::timestamptz from closed), date_trunc('milliseconds', now()) + interval '7 days', 'closing an account schedules the erasure in 7 days'
);
select is(
  public.close_account('user_a', 30) ->> 'erase_at', (select erase_at from closed), 'a repeated deletion event keeps the first date'
);
select is(pg_temp.refusal_of(statement), 'account_closed', name || ' refuses a deleted user') from calls;
select is(
  public.open_share(encode(sha256('user_a'), 'hex')) ->> 'artifact', null, 'shares of a deleted user open nothing'
);
-- Selecting from the view runs all steps of the purge.
create temp view purged as
  with recursive steps as (
    select 1 as number, true as more
    union all
    select number + 1, public.purge_artifacts() from steps where more and number < 50
  ) select bool_or(not more) as ended from steps;
select ok(ended, 'a purge before the erasure date ends') from purged;
select is(count(*), 3::bigint, 'a purge before the erasure date erases nothing') from public.artifacts where user_id = 'user_a';

select is(public.ban_account('user_a'), '{"banned": true}', 'a deleted user can be banned');
select is(
  public.unban_account('user_a'), '{"unbanned": true, "closed": true}', 'the end of a ban keeps a deleted account closed'
);
select is(
  public.reopen_account('user_a'), '{"reopened": true, "closed": false}', 'the operator cancels the erasure'
);
select isnt(pg_temp.refusal_of(statement), 'account_closed', name || ' serves the user again after the cancelled erasure') from calls;
select is(
  public.close_account('user_a', 7, now() - interval '1 hour') ->> 'erase_at', null,
  'a deletion event from before the cancellation is ignored'
);
select isnt(
  public.close_account('user_a', 0, now() + interval '1 second') ->> 'erase_at', null, 'a later deletion event closes the account again'
);

-- The erasure.
select ok(ended, 'a purge after the erasure date ends') from purged;
select is_empty(
  $$ select from public.artifacts where user_id = 'user_a'
     union all select from public.libraries where user_id = 'user_a'
     union all select from library.content_words where user_id = 'user_a'
     union all select from library.artifact_versions where user_id = 'user_a'
     union all select from library.artifact_shares where user_id = 'user_a'
     union all select from library.call_budgets where user_id = 'user_a'
     union all select from library.closed_accounts where user_id = 'user_a' $$,
  'no row names the erased user'
);
select is(count(*), 3::bigint, 'other users keep their artifacts') from public.artifacts where user_id = 'user_b';
select is(pg_temp.refusal_of(statement), 'account_closed', name || ' refuses an erased user') from calls;
select is(public.consume_calls('user_a', 1, 60), null, 'calls of an erased user are not counted');
select is_empty($$ select from library.call_budgets where user_id = 'user_a' $$, 'an erased user gets no bucket of calls');
select is(public.list_closed_accounts(10), '{"accounts": []}', 'an erased user is not listed');
select isnt(public.close_account('user_a', 7) ->> 'erase_at', null, 'a deletion event after the erasure returns the date of the erasure');
select is_empty(
  $$ select from library.closed_accounts where user_id = 'user_a' $$, 'a deletion event after the erasure does not store the user id again'
);

-- forget_person erases a user without delay, in steps.
insert into public.artifacts (user_id, title, kind, content)
select 'user_c', 'Title ' || number, 'text', 'words ' || number from generate_series(1, 2000) as number;
select ok(public.forget_person('user_c'), 'a step of forget_person ends before the erasure is complete');
select ok(count(*) between 1 and 1999, 'a step of forget_person deletes some artifacts') from public.artifacts where user_id = 'user_c';
select is(
  pg_temp.refusal_of($$ select public.list_artifacts('user_c', 10) $$), 'account_closed', 'the first step of forget_person closes the account'
);
create temp view forgotten as
  with recursive steps as (
    select 1 as number, true as more
    union all
    select number + 1, public.forget_person('user_c') from steps where more and number < 500
  ) select bool_or(not more) as ended from steps;
select ok(ended, 'the steps of forget_person end') from forgotten;
select is_empty($$ select from public.artifacts where user_id = 'user_c' $$, 'forget_person deletes all artifacts');
select is_empty($$ select from public.libraries where user_id = 'user_c' $$, 'forget_person deletes the library');
select ok(not public.forget_person('user_c'), 'forget_person of an erased user ends with the first step');
select is_empty($$ select from library.closed_accounts where user_id = 'user_c' $$, 'forget_person leaves no row with the user id');

-- The operator lets an erased user start again.
select is(public.reopen_account('user_a'), '{"reopened": true, "closed": false}', 'an erased user can be reopened');
select is(public.list_artifacts('user_a', 10), '{"artifacts": []}', 'a reopened user has an empty library');
select is(
  public.close_account('user_a', 7, now() - interval '1 hour') ->> 'erase_at', null, 'an old deletion event does not close a reopened account'
);
select ok(not public.forget_person('user_a'), 'a reopened user can be erased again');

-- The hash of an erased user stays for 30 days, and with a ban for longer.
select is(public.ban_account('user_c'), '{"banned": true}', 'an erased user can be banned');
select is(count(*), 2::bigint, 'the hashes of two erased users are kept') from library.closed_accounts where user_id is null;
update library.closed_accounts set erase_at = erase_at - interval '31 days' where user_id is null;
select ok(ended, 'a purge after 30 days ends') from purged;
select results_eq(
  'select user_hash from library.closed_accounts', array[library.user_hash('user_c')],
  'a purge after 30 days deletes the hashes of erased users, except banned ones'
);

select * from finish();
rollback;
