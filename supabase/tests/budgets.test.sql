-- The bucket of calls: full for who is new, filled by time, never more than a minute's worth either way.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- Charges a user whose limit is 60 calls a minute, one a second.
create function pg_temp.wait_ms(calls integer) returns integer language sql as $$
  select (public.consume_calls('user_a', calls, 60) ->> 'wait_ms')::integer
$$;
create function pg_temp.pass(passed interval) returns void language sql as $$
  update library.call_budgets set counted_at = counted_at - passed where user_id = 'user_a'
$$;

select is(pg_temp.wait_ms(1), 0, 'a new user has a minute''s worth of calls');
select is(pg_temp.wait_ms(58), 0, 'and may use it at once');
select cmp_ok(pg_temp.wait_ms(1), '>', 900, 'with the last of it comes a wait');
select cmp_ok(pg_temp.wait_ms(1), '>', 1900, 'which grows with what was made meanwhile');
select cmp_ok(pg_temp.wait_ms(1), '<=', 3000, 'by what that takes to flow in');
select pg_temp.pass('3 seconds');
select is(pg_temp.wait_ms(0), 0, 'and ends when that has');
select pg_temp.pass('1 hour');
select pg_temp.wait_ms(0);
select is(
  (select calls from library.call_budgets), 60::double precision, 'a bucket holds no more than a minute fills'
);
select is(pg_temp.wait_ms(1000000), 61000, 'and no debt is greater');
update library.call_budgets set counted_at = now() + interval '1 day';
select cmp_ok(pg_temp.wait_ms(0), '<=', 61000, 'a clock that was set back takes nothing away');
select is(
  (public.consume_calls('user_b', 1, 60) ->> 'wait_ms')::integer, 0,
  'each user has a separate bucket'
);
select is(
  (public.consume_calls('user_c', 1000, 60) ->> 'wait_ms')::integer, 61000, 'also a first charge has a limit'
);

select * from finish();
rollback;
