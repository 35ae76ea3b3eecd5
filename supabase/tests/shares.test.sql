-- Shares: a hash opens an artifact and nothing else, until it expires, is revoked, or the artifact goes
-- into the trash.
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
  (now() + interval '7 days')::timestamptz(3), 'a share says until when it opens'
) from made;
select is(
  (public.open_share(pg_temp.hash_of('1')) -> 'artifact') - 'updated_at',
  '{"title": "Title", "kind": "text", "language": null, "size": 5, "version": 1, "content": "Words"}',
  'it opens the artifact, and nothing tells whose that is'
);
select is(
  public.open_share(hash), '{"artifact": null}', what || ' opens nothing'
) from (values
  ('an id of a share', '1'), ('the hash of none', pg_temp.hash_of('2')), ('nothing', null),
  ('a pattern', '%')
) as none (what, hash);

-- What is refused.
select is(
  public.share_artifact('user_b', id, pg_temp.hash_of('b'), 7, 10), '{"refusal": "not_found"}',
  'a user cannot share another user''s artifact'
) from made;
select is(
  public.unshare_artifact('user_b', id), '{"refusal": "not_found"}', 'nor revoke shares of it'
) from made;
select is(
  public.share_artifact('user_a', id, pg_temp.hash_of('2'), 7, 1), '{"refusal": "too_many_shares"}',
  'there are not more than are allowed'
) from made;

-- Room.
create function pg_temp.shared(max_bytes bigint, max_project_bytes bigint default null) returns jsonb
language sql as $$
  select public.share_artifact('user_a', id, pg_temp.hash_of('r'), 7, 10, max_bytes, max_project_bytes)
  from made
$$;
select is(
  pg_temp.shared(bytes + 399), jsonb_build_object('refusal', 'quota_exceeded', 'of', 'bytes', 'used', bytes),
  'a full library has no room for a share'
) from public.libraries where user_id = 'user_a';
select is(
  pg_temp.shared(1000000, -1), '{"refusal": "project_full"}', 'nor has a full project'
);
select is((select count(*) from library.artifact_shares), 1::bigint, 'neither leaves one');
select ok(pg_temp.shared(bytes + 400) ? 'expires_at', 'where it fits it is made')
from public.libraries where user_id = 'user_a';
update public.libraries set bytes = bytes + 100000000, gone_bytes = gone_bytes + 100000000;
select ok(
  public.share_artifact('user_a', id, pg_temp.hash_of('i'), 7, 10, 1000000) ? 'expires_at',
  'it needs no room in the index'
) from made;
update public.libraries set bytes = bytes - 100000000, gone_bytes = gone_bytes - 100000000;
delete from library.artifact_shares where hash <> pg_temp.hash_of('1');

-- Expiry.
reset role;
update library.artifact_shares set expires_at = now() - interval '1 second';
set local role service_role;
select is(
  public.open_share(pg_temp.hash_of('1')), '{"artifact": null}', 'what has expired opens nothing'
);
select isnt(
  public.share_artifact('user_a', id, pg_temp.hash_of('2'), 7, 1) ->> 'expires_at', null,
  'and does not count'
) from made;
select is((select count(*) from library.artifact_shares), 1::bigint, 'it has been removed');

-- Revoked by hand, and by the trash.
select ok(public.share_artifact('user_a', id, pg_temp.hash_of('3'), 1, 10) ? 'expires_at', 'a second')
from made;
select is(public.unshare_artifact('user_a', id), '{"revoked": 2}', 'both are revoked') from made;
select is(public.open_share(pg_temp.hash_of('2')), '{"artifact": null}', 'and open nothing');
select is(public.unshare_artifact('user_a', id), '{"revoked": 0}', 'once') from made;
select ok(public.share_artifact('user_a', id, pg_temp.hash_of('4'), 1, 10) ? 'expires_at', 'shared again')
from made;
select ok(public.delete_artifact('user_a', id) ? 'artifact', 'and put into the trash') from made;
select is(public.open_share(pg_temp.hash_of('4')), '{"artifact": null}', 'a share of an artifact in the trash opens nothing');
select is(
  public.share_artifact('user_a', id, pg_temp.hash_of('5'), 1, 10), '{"refusal": "in_trash"}',
  'what is in it cannot be shared'
) from made;
select ok(public.restore_artifact('user_a', id, 1000) ? 'artifact', 'it comes back') from made;
select is(
  public.open_share(pg_temp.hash_of('4')), '{"artifact": null}',
  'and what comes back is not shared again'
);
select is_empty('table library.artifact_shares', 'no share is left');

-- Also if a role other than the store moves it to the trash, and if a share is left behind.
select ok(public.share_artifact('user_a', id, pg_temp.hash_of('6'), 1, 10) ? 'expires_at', 'a new one')
from made;
update public.artifacts set deleted_at = now();
select is_empty('table library.artifact_shares', 'a table''s own trigger revokes them');
insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
select pg_temp.hash_of('7'), 'user_a', id, now() + interval '1 day' from made;
select is(public.open_share(pg_temp.hash_of('7')), '{"artifact": null}', 'the trash stays closed');
delete from public.artifacts;
select is_empty('table library.artifact_shares', 'shares go with their artifact');

-- The operator takes a share down.
insert into public.artifacts (user_id, title, kind, content) values ('user_z', 'reported', 'text', '');
insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
select encode(sha256('reported'), 'hex'), user_id, id, now() + interval '1 day'
from public.artifacts where user_id = 'user_z';
select is(
  public.take_down_share(encode(sha256('reported'), 'hex')) -> 'taken_down',
  (select jsonb_build_object('user_id', user_id, 'artifact_id', id) from public.artifacts where user_id = 'user_z'),
  'taking a share down names its user and artifact'
);
select is(public.open_share(encode(sha256('reported'), 'hex')) ->> 'artifact', null, 'the share opens nothing');
select is(
  public.take_down_share(encode(sha256('reported'), 'hex')), '{"taken_down": null}', 'a share that does not exist is none'
);

select * from finish();
rollback;
