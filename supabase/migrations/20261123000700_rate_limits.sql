-- Rate limits: each user has a token bucket of tool calls. An empty bucket is full again after a minute.

-- Unlogged, because the table is written often. After a crash of PostgreSQL, the table is empty and all buckets are
-- full.
create unlogged table library.call_budgets (
  user_id text primary key check (user_id ~ '^user_[A-Za-z0-9]+$'),
  calls double precision not null,
  counted_at timestamptz(3) not null
);
comment on table library.call_budgets is 'Token buckets: one row per user.';
comment on column library.call_budgets.user_id is 'The Clerk user who makes the calls.';
comment on column library.call_budgets.calls is
  'Calls left at the time counted_at. Negative if a user made calls faster than workers charged them.';
comment on column library.call_budgets.counted_at is 'When column calls was last written.';

alter table library.call_budgets enable row level security;
create policy call_budgets_of_the_token_subject on library.call_budgets
  as permissive for select to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id);
revoke all on library.call_budgets from public, anon, authenticated, service_role;
grant select, insert, update on library.call_budgets to service_role;

create function public.consume_calls(owner text, consumed integer, per_minute integer) returns jsonb
language sql set search_path = '' as $$
  -- Closed accounts get no row: an erased user would get one again.
  insert into library.call_budgets as budget (user_id, calls, counted_at)
  select owner, greatest(per_minute - consumed, -per_minute), clock_timestamp()
  where not library.is_closed(owner)
  on conflict (user_id) do update set
    calls = greatest(
      least(
        per_minute,
        -- 60 seconds and, below, 60,000 milliseconds are one minute.
        budget.calls + per_minute / 60.0
          * greatest(0, extract(epoch from clock_timestamp() - budget.counted_at))
      ) - consumed,
      -per_minute
    ),
    counted_at = clock_timestamp()
  returning jsonb_build_object(
    'wait_ms', greatest(0, ceil((1 - budget.calls) * 60000.0 / per_minute))
  )
$$;
comment on function public.consume_calls is
  'Takes consumed calls from a user''s bucket. Returns {"wait_ms"}: milliseconds until the bucket contains a call; 0 = '
  'it contains one now. A bucket never falls below -per_minute, so that no user waits much longer than a minute.';

revoke all on function public.consume_calls from public, anon, authenticated, service_role;
grant execute on function public.consume_calls to service_role;
