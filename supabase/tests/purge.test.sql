-- The nightly purge deletes artifacts that were in the trash for 30 days, expired shares, and buckets that are full
-- again. It works in steps, with the oldest versions first.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

insert into public.artifacts (user_id, title, kind, content, created_at, deleted_at) values
  ('user_a', 'live and old', 'text', '1', now() - interval '1 year', null),
  ('user_a', 'just in the trash', 'text', '22', now() - interval '1 year', now()),
  ('user_a', 'nearly as long', 'text', '333', now(), now() - interval '30 days' + interval '1 second'),
  ('user_a', 'for longer', 'text', '4444', now(), now() - interval '30 days 1 second'),
  ('user_b', 'for longer', 'text', '55555', now(), now() - interval '1 year'),
  ('user_c', 'live', 'text', '666666', now(), null);
insert into library.artifact_versions
  (user_id, artifact_id, version, title, tags, content, size, created_at)
select user_id, id, 1, title, '{}', 'older', 5, created_at from public.artifacts;
insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
select encode(sha256((title || hours)::bytea), 'hex'), user_id, id, now() + interval '1 hour' * hours
from public.artifacts, (values (-1), (1)) as v (hours) where deleted_at is null;

-- Selecting from the view runs one step of the purge for each library.
create temp view purged as
  select user_id, library.purge_library(user_id) as more from unnest(array['user_a', 'user_b', 'user_c']) as user_id;
select results_eq(
  'table purged', $$ values ('user_a', true), ('user_b', false), ('user_c', true) $$,
  'a step that deletes expired shares reports that more may be left'
);
select set_eq(
  'select user_id, title from public.artifacts',
  $$ values ('user_a', 'live and old'), ('user_a', 'just in the trash'), ('user_a', 'nearly as long'),
            ('user_c', 'live') $$,
  'only artifacts that were in the trash for more than 30 days are deleted'
);
select set_eq(
  'select title from library.artifact_versions', 'select title from public.artifacts',
  'only the versions of deleted artifacts are deleted'
);
select set_eq(
  'select artifact_id, expires_at > now() from library.artifact_shares',
  'select id, true from public.artifacts where deleted_at is null',
  'only expired shares are deleted'
);
select set_eq(
  'select user_id, artifacts, bytes > gone_bytes from public.libraries',
  $$ values ('user_a', 3, true), ('user_b', 0, false), ('user_c', 1, true) $$,
  'the counters match the artifacts that are left'
);
select results_eq(
  'table purged', $$ values ('user_a', false), ('user_b', false), ('user_c', false) $$,
  'a second step reports that nothing is left'
);

-- An artifact with more versions than one step deletes.
insert into public.artifacts (user_id, title, kind, content, deleted_at)
values ('user_d', 'of many versions', 'text', '1', now() - interval '1 year');
insert into library.artifact_versions
  (user_id, artifact_id, version, title, tags, content, size, created_at)
select user_id, id, number, title, '{}', null, 1, created_at
from public.artifacts, generate_series(1, 30000) as number where user_id = 'user_d';
select ok(library.purge_library('user_d'), 'a step ends before all versions are deleted');
select ok(
  count(*) between 1 and 29999 and max(version) = 30000,
  'a step deletes the oldest versions'
) from library.artifact_versions where user_id = 'user_d';
create temp view steps as
  with recursive steps as (
    select 1 as number, true as more
    union all
    select number + 1, library.purge_library('user_d') from steps where more and number < 500
  ) select bool_or(not more) as ended from steps;
select ok(ended, 'the steps for one library end') from steps;
select is_empty($$ select from public.artifacts where user_id = 'user_d' $$, 'the last step deletes the artifact');

-- The whole purge, step by step.
insert into public.artifacts (user_id, title, kind, content, deleted_at)
values ('user_e', 'for longer', 'text', '1', now() - interval '1 year');
insert into library.call_budgets values
  ('user_a', 0, now() - interval '59 minutes'), ('user_e', 0, now() - interval '61 minutes');
update library.project set purged_at = now() - interval '1 day';
create temp view all_steps as
  with recursive steps as (
    select 1 as number, true as more
    union all
    select number + 1, public.purge_artifacts() from steps where more and number < 50
  ) select bool_or(not more) as ended from steps;
select ok(ended, 'the steps of the whole purge end') from all_steps;
select is_empty($$ select from public.artifacts where user_id = 'user_e' $$, 'the whole purge deletes artifacts from the trash');
select set_eq(
  'select user_id from library.call_budgets', array['user_a'],
  'the whole purge deletes only buckets that were not used for an hour'
);
select is((select purged_at from library.project), now()::timestamptz(3), 'a complete purge updates purged_at');

-- A library whose purge fails.
create function pg_temp.fail() returns trigger language plpgsql as $$
begin
  raise exception 'broken by hand';
end $$;
create trigger fail before delete on public.artifacts
  for each row when (old.user_id = 'user_f') execute function pg_temp.fail();
insert into public.artifacts (user_id, title, kind, content, deleted_at)
select owner, 'for longer', 'text', '1', now() - interval '1 year' from unnest(array['user_f', 'user_g', 'user_h']) as owner;
update library.project set purged_at = now() - interval '1 day';
select ok(ended, 'a library that fails does not stop the purge') from all_steps;
select results_eq(
  $$ select user_id from public.artifacts where user_id in ('user_f', 'user_g', 'user_h') $$,
  array['user_f'],
  'all libraries except the failing one are purged'
);
select is(
  (select purged_at from library.project), (now() - interval '1 day')::timestamptz(3),
  'a purge with a failing library does not update purged_at'
);
drop trigger fail on public.artifacts;
select ok(ended, 'the next purge ends, too') from all_steps;
select is_empty($$ select from public.artifacts where user_id = 'user_f' $$, 'the next purge tries the failed library again');
select is((select purged_at from library.project), now()::timestamptz(3), 'the next purge updates purged_at');

select * from finish();
rollback;
