-- One row a person: how much is kept for them. It is what quotas are measured by, and whoever changes
-- somebody's artifacts locks it first, so that changes of one library happen one after the other.

create table public.libraries (
  user_id text primary key check (user_id ~ '^user_[A-Za-z0-9]+$'),
  -- The trash counts, and so does every old version.
  artifacts integer not null default 0 check (artifacts >= 0),
  bytes bigint not null default 0 check (bytes >= 0)
);

insert into public.libraries (user_id, artifacts, bytes)
select user_id, count(*), sum(size) from public.artifacts group by user_id;

-- Row level security stands behind the missing grants, as on the artifacts.
alter table public.libraries enable row level security;
create policy libraries_of_the_token_subject on public.libraries
  as permissive for all to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id)
  with check (((select auth.jwt()) ->> 'sub') = user_id);

revoke all on public.libraries from public, anon, authenticated, service_role;
grant select, insert, update on public.libraries to service_role;

-- Keep the sums true, whoever changes the rows they are sums of. Their argument: what a row counts for
-- in the number of artifacts. Deletions are counted a statement at a time: with an artifact go all its
-- versions, and each change of one row makes the next one of it slower until the transaction ends.
create function public.count_kept() returns trigger language plpgsql set search_path = '' as $$
declare
  counted constant integer := tg_argv[0];
begin
  if tg_op = 'UPDATE' and new.user_id = old.user_id
    and octet_length(new.content) is not distinct from octet_length(old.content)
  then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    update public.libraries
    set artifacts = artifacts - counted, bytes = bytes - coalesce(octet_length(old.content), 0)
    where user_id = old.user_id;
  elsif counted = 0 and new.content is null then
    return null;
  end if;
  insert into public.libraries as library (user_id, artifacts, bytes)
  values (new.user_id, counted, coalesce(octet_length(new.content), 0))
  on conflict (user_id) do update set
    artifacts = library.artifacts + excluded.artifacts, bytes = library.bytes + excluded.bytes;
  return null;
end $$;

create function public.count_gone() returns trigger language plpgsql set search_path = '' as $$
declare
  counted constant integer := tg_argv[0];
begin
  update public.libraries as library
  set artifacts = library.artifacts - counted * gone_of.rows, bytes = library.bytes - gone_of.bytes
  from (
    select user_id, count(*) as rows, coalesce(sum(octet_length(content)), 0) as bytes
    from gone group by user_id
  ) as gone_of
  where library.user_id = gone_of.user_id;
  return null;
end $$;

create trigger count_kept after insert or update of user_id, content on public.artifacts
  for each row execute function public.count_kept(1);
create trigger count_gone after delete on public.artifacts referencing old table as gone
  for each statement execute function public.count_gone(1);

-- Locks a person's library until the end of the transaction, and makes it if there is none.
create function public.lock_library(owner text) returns public.libraries
language plpgsql set search_path = '' as $$
declare
  library public.libraries;
begin
  insert into public.libraries (user_id) values (owner) on conflict do nothing;
  select * into strict library from public.libraries where user_id = owner for update;
  return library;
end $$;

revoke all on function public.count_kept(), public.count_gone(), public.lock_library(text)
  from public, anon, authenticated, service_role;
grant execute on function public.lock_library(text) to service_role;
