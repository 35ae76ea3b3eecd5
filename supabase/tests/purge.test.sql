-- What the nightly purge removes: what has been in the trash for 30 days, with all that belongs to it,
-- shares that have expired, and buckets of calls that are full again.
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
insert into public.artifact_versions
  (user_id, artifact_id, version, title, tags, content, size, created_at)
select user_id, id, 1, title, '{}', 'older', 5, created_at from public.artifacts;
insert into public.artifact_shares (hash, user_id, artifact_id, expires_at)
select encode(sha256((title || hours)::bytea), 'hex'), user_id, id, now() + interval '1 hour' * hours
from public.artifacts, (values (-1), (1)) as v (hours) where deleted_at is null;
insert into public.call_budgets values
  ('user_a', 0, now() - interval '59 minutes'), ('user_b', 0, now() - interval '61 minutes');

select is(public.purge_artifacts(), 2, 'it says how many artifacts are gone');
select set_eq(
  'select user_id, title from public.artifacts',
  $$ values ('user_a', 'live and old'), ('user_a', 'just in the trash'), ('user_a', 'nearly as long'),
            ('user_c', 'live') $$,
  'gone is what has been in the trash for more than 30 days, however old the rest is'
);
select set_eq(
  'select title from public.artifact_versions', 'select title from public.artifacts',
  'with its versions, and no others'
);
select set_eq(
  'select artifact_id, expires_at > now() from public.artifact_shares',
  'select id, true from public.artifacts where deleted_at is null',
  'of the shares, those that have expired are gone'
);
select set_eq(
  'select user_id, artifacts, bytes from public.libraries',
  $$ values ('user_a', 3, 3021::bigint), ('user_b', 0, 0), ('user_c', 1, 1011) $$,
  'the libraries count what is left'
);
select set_eq(
  'select user_id from public.call_budgets', array['user_a'],
  'so are the buckets that nobody has asked for an hour'
);
select is(public.purge_artifacts(), 0, 'there is nothing more to do');

select * from finish();
rollback;
