-- The nightly purge. The caller commits after each step, so that a save waits for one step at most.

create function library.trash_retention() returns interval
language sql immutable set search_path = '' as $$ select interval '30 days' $$;
comment on function library.trash_retention() is
  'Time for which an artifact stays in the trash. README.md and the texts of tool artifact.delete repeat this time.';

create function library.closed_retention() returns interval
language sql immutable set search_path = '' as $$ select interval '30 days' $$;
comment on function library.closed_retention() is
  'Time for which the hash of an erased user is kept: longer than tokens are valid, and longer than Clerk repeats '
  'events.';

create function library.purge_library(owner text) returns boolean
language plpgsql set search_path = '' as $$
declare
  erases constant boolean := exists (
    select from library.closed_accounts where user_id = owner and erase_at <= now()
  );
  -- A step is short, because saves of this user wait for the end of the step.
  ending constant timestamptz := clock_timestamp() + interval '50 ms';
  max_versions constant integer := 500;
  max_shares constant integer := 5000;
  old_id uuid;
begin
  perform library.lock_library(owner);
  for old_id in
    select id from public.artifacts
    where user_id = owner and (erases or deleted_at < now() - library.trash_retention())
  loop
    loop
      delete from library.artifact_versions
      where user_id = owner and artifact_id = old_id and version < max_versions + (
        select min(version) from library.artifact_versions where user_id = owner and artifact_id = old_id
      );
      exit when not found;
      if clock_timestamp() > ending then return true; end if;
    end loop;
    delete from public.artifacts where user_id = owner and id = old_id;
    if clock_timestamp() > ending then return true; end if;
  end loop;
  delete from library.artifact_shares where hash = any (array(
    select hash from library.artifact_shares where user_id = owner and expires_at < now() limit max_shares
  ));
  if found then return true; end if;
  if erases then
    delete from library.call_budgets where user_id = owner;
    delete from public.libraries where user_id = owner;
    update library.closed_accounts set user_id = null where user_id = owner;
  end if;
  return false;
end $$;
comment on function library.purge_library(text) is
  'One step for one library: deletes artifacts that were in the trash for 30 days, their oldest versions first, and '
  'expired shares. Deletes everything of an account that is due for erasure. Returns whether more may be left to '
  'delete.';

create function library.drop_unfinished_rebuilds() returns boolean
language plpgsql set search_path = '' set lock_timeout = '100ms' as $$
declare
  unfinished regclass;
begin
  for unfinished in
    select i.indexrelid from pg_index as i join pg_class as c on c.oid = i.indexrelid
    where i.indrelid in ('public.artifacts'::regclass, 'library.content_words'::regclass)
      and not i.indisvalid and c.relname ~ '_cc(new|old)\d*$'
  loop
    execute format('drop index %s', unfinished);
  end loop;
  return true;
exception when lock_not_available then
  return false;
end $$;
comment on function library.drop_unfinished_rebuilds() is
  'Drops invalid indexes that a cancelled rebuild left behind, because every save writes to them. Indexes of a running '
  'rebuild are locked, and are not dropped. Returns false if a lock was not available.';

create function public.purge_artifacts() returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  -- Older rows are deleted: their buckets are full again, and a missing row means a full bucket.
  full_bucket_age constant interval := interval '1 hour';
  max_buckets constant integer := 5000;
  max_attempts constant integer := 10;
  -- Libraries that failed in earlier steps. A session setting keeps the list, because each step is a new transaction.
  failed text[] := string_to_array(coalesce(current_setting('library.purge_failed', true), ''), ',');
  owner text;
begin
  -- Each "order by" makes PostgreSQL read an index: by its statistics, a scan would find a row soon.
  select user_id into owner from (
    (select user_id from library.closed_accounts
     where erase_at <= now() and user_id is not null and user_id <> all (failed) order by erase_at limit 1)
    union all
    (select user_id from public.artifacts
     where deleted_at < now() - library.trash_retention() and user_id <> all (failed) order by deleted_at limit 1)
    union all
    (select user_id from library.artifact_shares
     where expires_at < now() and user_id <> all (failed) order by expires_at limit 1)
  ) as due limit 1;
  if found then
    begin
      perform library.purge_library(owner);
    exception when others then
      raise warning 'The library of % was not purged. The next purge tries it again: % (%)', owner, sqlerrm, sqlstate;
      perform set_config('library.purge_failed', array_to_string(failed || owner, ','), false);
    end;
    return true;
  end if;
  delete from library.call_budgets where user_id = any (array(
    select user_id from library.call_budgets where counted_at < now() - full_bucket_age
    limit max_buckets for update skip locked
  ));
  if found then return true; end if;
  delete from library.closed_accounts
  where banned_at is null and (user_id is null or erase_at is null)
    and coalesce(erase_at, reopened_at) < now() - library.closed_retention();
  for attempt in 1..max_attempts loop
    exit when library.drop_unfinished_rebuilds();
    perform pg_sleep(1);
  end loop;
  -- If a library failed, purged_at stays unchanged. Edge Function mcp then logs that the purge is overdue.
  if failed = '{}' then
    update library.project set purged_at = now() where singleton;
  end if;
  perform set_config('library.purge_failed', '', false);
  return false;
end $$;
comment on function public.purge_artifacts() is
  'One step of the purge: call it, commit, and repeat while it returns true. Runs with the rights of its owner, who '
  'may drop indexes. A library that fails is skipped for the rest of the purge, with a warning.';

revoke all on function
  library.trash_retention, library.closed_retention, library.purge_library, library.drop_unfinished_rebuilds,
  public.purge_artifacts
from public, anon, authenticated, service_role;
grant execute on function public.purge_artifacts to service_role;

-- Schedules the nightly jobs if pg_cron is available: the purge, then the rebuild of the search indexes, which removes
-- deleted words. An error while scheduling stops the migration. Without pg_cron, function mcp logs that the jobs are
-- overdue.
do $$
begin
  if not exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then
    if not exists (select from pg_catalog.pg_available_extensions where name = 'pg_cron') then
      raise notice 'pg_cron is not available. Schedule the nightly jobs: supabase/README.md, Storage';
      return;
    end if;
    begin
      create extension pg_cron with schema pg_catalog;
    -- The role has no right to create pg_cron, or PostgreSQL did not load pg_cron at its start.
    exception when insufficient_privilege or undefined_object then
      raise warning 'pg_cron cannot be created (%). Schedule the nightly jobs: supabase/README.md, Storage', sqlerrm;
      return;
    end;
  end if;
  -- The purge runs before and after the rebuilds. The second run drops invalid indexes that a cancelled rebuild left.
  perform cron.schedule(
      'purge-artifacts', '17,57 3 * * *',
      -- The pause between two steps lets a waiting save get the lock.
      'do $do$ begin while public.purge_artifacts() loop commit; perform pg_sleep(0.01); end loop; end $do$'
    ),
    cron.schedule(
      'rebuild-title-words', '37 3 * * *', 'reindex index concurrently public.artifacts_title_words'
    ),
    cron.schedule(
      'rebuild-content-words', '47 3 * * *', 'reindex index concurrently library.content_words_words'
    );
end $$;
