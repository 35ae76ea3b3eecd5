-- How often one person may call: a bucket of calls for each, which a minute fills.

-- Unlogged: a bucket is written at every few calls, and a crash of the server may fill it.
create unlogged table public.call_budgets (
  user_id text primary key check (user_id ~ '^user_[A-Za-z0-9]+$'),
  -- Below zero when calls had been made before the bucket was asked.
  calls double precision not null,
  counted_at timestamptz(3) not null
);

alter table public.call_budgets enable row level security;
create policy call_budgets_of_the_token_subject on public.call_budgets
  as permissive for all to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id)
  with check (((select auth.jwt()) ->> 'sub') = user_id);

revoke all on public.call_budgets from public, anon, authenticated, service_role;
grant select, insert, update on public.call_budgets to service_role;

-- {"wait_ms"}: milliseconds until the bucket holds a call again; 0 when it does. A debt is never more than
-- a minute's worth, so that nobody waits for longer.
create function public.charge_calls(owner text, calls integer, per_minute integer) returns jsonb
language sql set search_path = '' as $$
  insert into public.call_budgets as budget (user_id, calls, counted_at)
  values (owner, greatest(per_minute - charge_calls.calls, -per_minute), clock_timestamp())
  on conflict (user_id) do update set
    calls = greatest(
      least(
        per_minute,
        budget.calls + per_minute / 60.0
          * greatest(0, extract(epoch from clock_timestamp() - budget.counted_at))
      ) - charge_calls.calls,
      -per_minute
    ),
    counted_at = clock_timestamp()
  returning jsonb_build_object(
    'wait_ms', greatest(0, ceil((1 - budget.calls) * 60000.0 / per_minute))
  )
$$;

-- As before; and buckets that have long been full again.
create or replace function public.purge_artifacts() returns integer
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
  delete from public.call_budgets where counted_at < now() - interval '1 hour';
  return purged;
end $$;

revoke all on function
  public.charge_calls(text, integer, integer),
  public.purge_artifacts()
from public, anon, authenticated, service_role;
grant execute on function public.charge_calls(text, integer, integer) to service_role;
