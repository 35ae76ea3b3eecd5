-- Everything of a person's out, and what is old in the trash away.

-- {"versions"}: every version of every artifact, the trash included, with contents, in the order of ids
-- and versions, behind a place in it: as many as have max_size bytes together, and at least one.
create function public.export_artifacts(
  owner text, max_size integer, after_id uuid default null, after_version integer default null
) returns jsonb language sql stable set search_path = '' as $$
  with every_version as (
    select a.id, a.kind, a.created_at, a.deleted_at, v.*
    from public.artifacts as a cross join lateral (
      select a.version, a.title, a.language, a.tags, a.size, a.updated_at
      union all
      select v.version, v.title, v.language, v.tags, v.size, v.created_at
      from public.artifact_versions as v where v.user_id = owner and v.artifact_id = a.id
    ) as v
    where a.user_id = owner and (after_id is null or a.id >= after_id)
      and (after_id is null or (a.id, v.version) > (after_id, after_version))
    order by a.id, v.version
    limit 101
  ), measured as (
    select *, sum(size) over so_far - size as size_before, row_number() over so_far as number
    from every_version window so_far as (order by id, version)
  ), page as (
    select * from measured
    where number <= 100 and (number = 1 or size_before + size <= max_size)
  )
  select jsonb_build_object(
    'more', (select count(*) from measured) > (select count(*) from page),
    'versions', coalesce((
      select jsonb_agg(
        to_jsonb(page) - '{size_before,number}'::text[]
          || jsonb_build_object('content', public.content_of(owner, page.id, page.version))
        order by page.id, page.version
      ) from page
    ), '[]')
  )
$$;

-- Removes what has been in the trash for 30 days, and shares that have expired. How many artifacts.
create function public.purge_artifacts() returns integer
language plpgsql set search_path = '' as $$
declare
  purged integer;
begin
  -- Libraries first and in one order, as everybody who changes artifacts does.
  perform from public.libraries
  where user_id in (
    select user_id from public.artifacts where deleted_at < now() - interval '30 days'
  ) order by user_id for update;
  delete from public.artifacts where deleted_at < now() - interval '30 days';
  get diagnostics purged = row_count;
  delete from public.artifact_shares where expires_at < now();
  return purged;
end $$;

revoke all on function
  public.export_artifacts(text, integer, uuid, integer),
  public.purge_artifacts()
from public, anon, authenticated, service_role;
grant execute on function public.export_artifacts(text, integer, uuid, integer) to service_role;

-- Every night, where pg_cron can be had, as on a hosted project; elsewhere somebody must call it.
do $$
begin
  -- Where it is there already, even "if not exists" makes a hosted project's pg_cron anew, and whatever
  -- else was scheduled would be gone.
  if not exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then
    create extension pg_cron with schema pg_catalog;
  end if;
  perform cron.schedule('purge-artifacts', '17 3 * * *', 'select public.purge_artifacts()');
exception when others then
  raise notice 'No pg_cron (%): call public.purge_artifacts() once a day', sqlerrm;
end $$;
