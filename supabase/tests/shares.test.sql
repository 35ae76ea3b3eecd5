-- Shares: a share opens its artifact until the share expires or is revoked, or the artifact is moved to the trash.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

create function pg_temp.hash_of(share text) returns text language sql immutable as
  $$ select encode(sha256(share::bytea), 'hex') $$;
create temp table made as select (public.create_artifact(
  'user_a', 'Title', 'text', 'Words', 10, 10000
) #>> '{artifact,id}')::uuid as id;
grant select on made to service_role;
set local role service_role;

select is(
  (public.share_artifact('user_a', id, pg_temp.hash_of('1'), 7, 10) ->> 'expires_at')::timestamptz(3),
  (now() + interval '7 days')::timestamptz(3), 'share_artifact returns the time of expiry'
) from made;
select is(
  (public.open_share(pg_temp.hash_of('1')) -> 'artifact') - 'updated_at',
  '{"title": "Title", "kind": "text", "language": null, "size": 5, "version": 1, "content": "Words"}',
  'open_share returns the artifact without its owner'
);
select is(
  public.open_share(hash), '{"artifact": null}', what || ' opens nothing'
) from (values
  ('a share''s id instead of its hash', '1'), ('an unknown hash', pg_temp.hash_of('2')), ('null', null),
  ('a pattern', '%')
) as none (what, hash);

-- Refusals.
select is(
  public.share_artifact('user_b', id, pg_temp.hash_of('b'), 7, 10), '{"refusal": "not_found"}',
  'a user cannot share another user''s artifact'
) from made;
select is(
  public.unshare_artifact('user_b', id), '{"refusal": "not_found"}', 'a user cannot revoke shares of another user''s artifact'
) from made;
select is(
  public.share_artifact('user_a', id, pg_temp.hash_of('2'), 7, 1), '{"refusal": "too_many_shares"}',
  'a share above max_shares is refused'
) from made;

-- Quotas.
create function pg_temp.shared(max_bytes bigint, max_project_bytes bigint default null) returns jsonb
language sql as $$
  select public.share_artifact('user_a', id, pg_temp.hash_of('r'), 7, 10, max_bytes, max_project_bytes)
  from made
$$;
select is(
  pg_temp.shared(bytes + 399), jsonb_build_object('refusal', 'quota_exceeded', 'of', 'bytes', 'used', bytes),
  'a share is refused in a full library'
) from public.libraries where user_id = 'user_a';
select is(
  pg_temp.shared(1000000, -1), '{"refusal": "project_full"}', 'a share is refused in a full project'
);
select is((select count(*) from library.artifact_shares), 1::bigint, 'a refused share leaves no row');
select ok(pg_temp.shared(bytes + 400) ? 'expires_at', 'a share that fits is created')
from public.libraries where user_id = 'user_a';
update public.libraries set bytes = bytes + 100000000, gone_bytes = gone_bytes + 100000000;
select ok(
  public.share_artifact('user_a', id, pg_temp.hash_of('i'), 7, 10, 1000000) ? 'expires_at',
  'a share is created even if the search index is full'
) from made;
update public.libraries set bytes = bytes - 100000000, gone_bytes = gone_bytes - 100000000;
delete from library.artifact_shares where hash <> pg_temp.hash_of('1');

-- Expiry.
reset role;
update library.artifact_shares set expires_at = now() - interval '1 second';
set local role service_role;
select is(
  public.open_share(pg_temp.hash_of('1')), '{"artifact": null}', 'an expired share opens nothing'
);
select isnt(
  public.share_artifact('user_a', id, pg_temp.hash_of('2'), 7, 1) ->> 'expires_at', null,
  'an expired share does not count against max_shares'
) from made;
select is((select count(*) from library.artifact_shares), 1::bigint, 'a new share deletes expired shares of the artifact');

-- Shares are revoked by unshare_artifact, and by moving the artifact to the trash.
select ok(public.share_artifact('user_a', id, pg_temp.hash_of('3'), 1, 10) ? 'expires_at', 'a second share is created')
from made;
select is(public.unshare_artifact('user_a', id), '{"revoked": 2}', 'unshare_artifact revokes both shares') from made;
select is(public.open_share(pg_temp.hash_of('2')), '{"artifact": null}', 'a revoked share opens nothing');
select is(public.unshare_artifact('user_a', id), '{"revoked": 0}', 'a second unshare_artifact revokes nothing') from made;
select ok(public.share_artifact('user_a', id, pg_temp.hash_of('4'), 1, 10) ? 'expires_at', 'the artifact can be shared again')
from made;
select ok(public.delete_artifact('user_a', id) ? 'artifact', 'a shared artifact can be moved to the trash') from made;
select is(public.open_share(pg_temp.hash_of('4')), '{"artifact": null}', 'a share of an artifact in the trash opens nothing');
select is(
  public.share_artifact('user_a', id, pg_temp.hash_of('5'), 1, 10), '{"refusal": "in_trash"}',
  'an artifact in the trash cannot be shared'
) from made;
select ok(public.restore_artifact('user_a', id, 1000) ? 'artifact', 'the artifact is restored from the trash') from made;
select is(
  public.open_share(pg_temp.hash_of('4')), '{"artifact": null}',
  'a restored artifact is not shared again'
);
select is_empty('table library.artifact_shares', 'the trash has deleted all shares of the artifact');

-- The same without the store's functions: a plain update moves the artifact to the trash, or a share is left behind.
select ok(public.share_artifact('user_a', id, pg_temp.hash_of('6'), 1, 10) ? 'expires_at', 'the restored artifact can be shared')
from made;
update public.artifacts set deleted_at = now();
select is_empty('table library.artifact_shares', 'a trigger revokes the shares after a plain update of deleted_at');
insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
select pg_temp.hash_of('7'), 'user_a', id, now() + interval '1 day' from made;
select is(public.open_share(pg_temp.hash_of('7')), '{"artifact": null}', 'a share that was left behind opens nothing from the trash');
delete from public.artifacts;
select is_empty('table library.artifact_shares', 'deleting an artifact deletes its shares');

-- The operator takes a share down.
insert into public.artifacts (user_id, title, kind, content) values ('user_z', 'reported', 'text', '');
insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
select encode(sha256('reported'), 'hex'), user_id, id, now() + interval '1 day'
from public.artifacts where user_id = 'user_z';
select is(
  public.take_down_share(encode(sha256('reported'), 'hex')) -> 'taken_down',
  (select jsonb_build_object('user_id', user_id, 'artifact_id', id) from public.artifacts where user_id = 'user_z'),
  'take_down_share returns the share''s user and artifact'
);
select is(public.open_share(encode(sha256('reported'), 'hex')) ->> 'artifact', null, 'a share that was taken down opens nothing');
select is(
  public.take_down_share(encode(sha256('reported'), 'hex')), '{"taken_down": null}', 'take_down_share of an unknown share returns null'
);

select * from finish();
rollback;
