-- Shares: anyone who has a share's id can read the artifact until the share expires or is revoked. The table contains
-- only hashes of the ids: someone who reads the table cannot open a share.

create table library.artifact_shares (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  user_id text not null,
  artifact_id uuid not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  -- An estimate of one row and its entries in three indexes.
  bytes integer not null default 400 check (bytes >= 0),
  foreign key (user_id, artifact_id) references public.artifacts (user_id, id) on delete cascade
);
comment on table library.artifact_shares is 'Shares of artifacts that open without sign-in.';
comment on column library.artifact_shares.hash is 'SHA-256 of the share''s id, in hexadecimal.';
comment on column library.artifact_shares.user_id is 'Owner of the artifact.';
comment on column library.artifact_shares.artifact_id is 'The artifact. Deleting the artifact deletes its shares.';
comment on column library.artifact_shares.created_at is 'When the share was created.';
comment on column library.artifact_shares.expires_at is 'When the share expires.';
comment on column library.artifact_shares.bytes is 'Bytes on disk that count against the quota.';
create index artifact_shares_of_artifact on library.artifact_shares (user_id, artifact_id);
create index artifact_shares_oldest_first on library.artifact_shares (expires_at);

alter table library.artifact_shares enable row level security;
create policy shares_of_the_token_subject on library.artifact_shares
  as permissive for select to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id);
revoke all on library.artifact_shares from public, anon, authenticated, service_role;
grant select, insert, delete on library.artifact_shares to service_role;

-- Moving an artifact to the trash revokes its shares. Restoring the artifact does not bring them back.
create function library.revoke_shares() returns trigger language plpgsql set search_path = '' as $$
begin
  delete from library.artifact_shares where user_id = new.user_id and artifact_id = new.id;
  return null;
end $$;
create trigger revoke_shares after update of deleted_at on public.artifacts
  for each row when (new.deleted_at is not null) execute function library.revoke_shares();

create function public.share_artifact(
  owner text, target_id uuid, share_hash text, expires_in_days integer, max_shares integer,
  max_bytes bigint default null, max_project_bytes bigint default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  summary jsonb;
  exceeded text;
  until timestamptz(3);
begin
  perform library.lock_library(owner);
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  summary := library.summary_of(owner, target_id);
  if summary is null then return '{"refusal": "not_found"}'::jsonb; end if;
  if summary ->> 'deleted_at' is not null then return '{"refusal": "in_trash"}'::jsonb; end if;
  delete from library.artifact_shares
  where user_id = owner and artifact_id = target_id and expires_at <= now();
  if (select count(*) from library.artifact_shares
      where user_id = owner and artifact_id = target_id) >= max_shares
  then
    return '{"refusal": "too_many_shares"}'::jsonb;
  end if;
  insert into library.artifact_shares (hash, user_id, artifact_id, expires_at)
  values (share_hash, owner, target_id, now() + make_interval(days => expires_in_days))
  returning expires_at into until;
  exceeded := library.exceeded_limit(owner, max_bytes, max_project_bytes);
  -- The limit of the search index does not apply, because a share adds no words to the index.
  if exceeded <> 'index' then
    delete from library.artifact_shares where hash = share_hash;
    return library.limit_refusal(owner, exceeded);
  end if;
  return jsonb_build_object('expires_at', until);
end $$;
comment on function public.share_artifact is
  'Stores a share. Callers pass only share_hash, the hash of the share''s secret id: the database never holds the id. '
  'Returns {"expires_at"}.';

create function public.unshare_artifact(owner text, target_id uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  revoked integer;
begin
  perform library.lock_library(owner);
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  if library.summary_of(owner, target_id) is null then return '{"refusal": "not_found"}'::jsonb; end if;
  with deleted as (
    delete from library.artifact_shares where user_id = owner and artifact_id = target_id
    returning expires_at
  )
  select count(*) into revoked from deleted where expires_at > now();
  return jsonb_build_object('revoked', revoked);
end $$;
comment on function public.unshare_artifact is
  'Revokes all shares of an artifact. Returns {"revoked"}: the number of shares that had not expired.';

create function public.take_down_share(share_hash text) returns jsonb
language sql set search_path = '' as $$
  with deleted as (
    delete from library.artifact_shares where hash = share_hash returning user_id, artifact_id
  )
  select jsonb_build_object('taken_down', (select to_jsonb(deleted) from deleted))
$$;
comment on function public.take_down_share is
  'Deletes a share for the operator. Returns {"taken_down"}: the ids of the share''s user and artifact, or null if the '
  'share does not exist.';

create function public.open_share(
  share_hash text, from_byte integer default 0, max_bytes integer default null
) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('artifact', (
    select jsonb_build_object(
      'title', a.title, 'kind', a.kind, 'language', a.language, 'size', a.size, 'version', a.version,
      'updated_at', a.updated_at
    ) || library.chunk_of(a.content, from_byte, max_bytes)
    from library.artifact_shares as s
    join public.artifacts as a on a.user_id = s.user_id and a.id = s.artifact_id
    where s.hash = share_hash and s.expires_at > now() and a.deleted_at is null
      and not library.is_closed(s.user_id)
  ))
$$;
comment on function public.open_share is
  'Returns {"artifact"} with its content, or with a chunk if max_bytes is given, and without its owner. "artifact" is '
  'null if the share opens nothing, for example because it has expired.';

revoke all on function
  library.revoke_shares, public.share_artifact, public.unshare_artifact, public.take_down_share, public.open_share
from public, anon, authenticated, service_role;
grant execute on function
  public.share_artifact, public.unshare_artifact, public.take_down_share, public.open_share
to service_role;
