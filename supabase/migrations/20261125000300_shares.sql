-- Shares: whoever has a share's id may read the artifact until it expires or is revoked. Only a hash of
-- the id is kept, so that nobody who sees this table can open anything.

create table public.artifact_shares (
  -- SHA-256, in hexadecimal.
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  user_id text not null,
  artifact_id uuid not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  foreign key (user_id, artifact_id) references public.artifacts (user_id, id) on delete cascade
);
create index artifact_shares_of_artifact on public.artifact_shares (user_id, artifact_id);

alter table public.artifact_shares enable row level security;
create policy shares_of_the_token_subject on public.artifact_shares
  as permissive for all to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id)
  with check (((select auth.jwt()) ->> 'sub') = user_id);

revoke all on public.artifact_shares from public, anon, authenticated, service_role;
grant select, insert, delete on public.artifact_shares to service_role;

-- What is in the trash is not shared, and coming back from there it is not shared again.
create function public.revoke_shares() returns trigger language plpgsql set search_path = '' as $$
begin
  delete from public.artifact_shares where user_id = new.user_id and artifact_id = new.id;
  return null;
end $$;

create trigger revoke_shares after update of deleted_at on public.artifacts
  for each row when (new.deleted_at is not null) execute function public.revoke_shares();

-- {"expires_at"}: the share with this hash opens the artifact until then.
create function public.share_artifact(
  owner text, artifact uuid, hash text, expires_in_days integer, max_shares integer
) returns jsonb language plpgsql set search_path = '' as $$
declare
  summary jsonb;
  until timestamptz(3);
begin
  perform public.lock_library(owner);
  summary := public.summary_of(owner, artifact);
  if summary is null then return '{"refusal": "missing"}'::jsonb; end if;
  if summary ->> 'deleted_at' is not null then return '{"refusal": "trashed"}'::jsonb; end if;
  delete from public.artifact_shares
  where user_id = owner and artifact_id = artifact and expires_at <= now();
  if (select count(*) from public.artifact_shares
      where user_id = owner and artifact_id = artifact) >= max_shares
  then
    return '{"refusal": "too_many_shares"}'::jsonb;
  end if;
  insert into public.artifact_shares (hash, user_id, artifact_id, expires_at)
  values (hash, owner, artifact, now() + make_interval(days => expires_in_days))
  returning expires_at into until;
  return jsonb_build_object('expires_at', until);
end $$;

-- {"revoked"}: how many shares of the artifact there were.
create function public.unshare_artifact(owner text, artifact uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  revoked integer;
begin
  perform public.lock_library(owner);
  if public.summary_of(owner, artifact) is null then return '{"refusal": "missing"}'::jsonb; end if;
  with gone as (
    delete from public.artifact_shares where user_id = owner and artifact_id = artifact
    returning expires_at
  )
  select count(*) into revoked from gone where expires_at > now();
  return jsonb_build_object('revoked', revoked);
end $$;

-- {"artifact"}: what is shared under a hash, without anything about its owner; null when there is none.
create function public.open_share(hash text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('artifact', (
    select to_jsonb(shared) from (
      select a.title, a.kind, a.language, a.size, a.version, a.updated_at, a.content
      from public.artifact_shares as s
      join public.artifacts as a on a.user_id = s.user_id and a.id = s.artifact_id
      where s.hash = open_share.hash and s.expires_at > now() and a.deleted_at is null
    ) as shared
  ))
$$;

revoke all on function
  public.revoke_shares(),
  public.share_artifact(text, uuid, text, integer, integer),
  public.unshare_artifact(text, uuid),
  public.open_share(text)
from public, anon, authenticated, service_role;
grant execute on function
  public.share_artifact(text, uuid, text, integer, integer),
  public.unshare_artifact(text, uuid),
  public.open_share(text)
to service_role;
