-- The bucket of calls: full for a new user, filled over time, and between plus and minus one minute's calls.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- Charges a user whose limit is 60 calls per minute: one call per second.
create function pg_temp.wait_ms(calls integer) returns integer language sql as $$
  select (public.consume_calls('user_a', calls, 60) ->> 'wait_ms')::integer
$$;
create function pg_temp.pass(passed interval) returns void language sql as $$
  update library.call_budgets set counted_at = counted_at - passed where user_id = 'user_a'
$$;

select is(pg_temp.wait_ms(1), 0, 'a new user does not wait');
select is(pg_temp.wait_ms(58), 0, 'a new user can make 59 calls at once');
select cmp_ok(pg_temp.wait_ms(1), '>', 900, 'the last call of a bucket leads to a wait of about a second');
select cmp_ok(pg_temp.wait_ms(1), '>', 1900, 'a call beyond the bucket makes the wait longer');
select cmp_ok(pg_temp.wait_ms(1), '<=', 3000, 'each call makes the wait at most a second longer');
select pg_temp.pass('3 seconds');
select is(pg_temp.wait_ms(0), 0, 'the wait ends when the bucket has filled');
select pg_temp.pass('1 hour');
select pg_temp.wait_ms(0);
select is(
  (select calls from library.call_budgets), 60::double precision, 'a bucket has at most one minute''s calls'
);
select is(pg_temp.wait_ms(1000000), 61000, 'a bucket never falls below minus one minute''s calls');
update library.call_budgets set counted_at = now() + interval '1 day';
select cmp_ok(pg_temp.wait_ms(0), '<=', 61000, 'a clock that was set back removes no calls');
select is(
  (public.consume_calls('user_b', 1, 60) ->> 'wait_ms')::integer, 0,
  'each user has a separate bucket'
);
select is(
  (public.consume_calls('user_c', 1000, 60) ->> 'wait_ms')::integer, 61000, 'a first charge cannot take the bucket below minus one minute''s calls'
);

select * from finish();
rollback;
