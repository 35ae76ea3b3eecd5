-- Lists: their artifacts, their order, and their owners.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

create function pg_temp.id_of(number integer) returns uuid language sql immutable as $$
  select ('00000000-0000-4000-8000-' || lpad(number::text, 12, '0'))::uuid
$$;
-- Each user gets two artifacts per second of creation time. Every tenth artifact is in the trash.
insert into artifacts (id, user_id, title, kind, content, tags, created_at, deleted_at)
select pg_temp.id_of(n), case when n % 2 = 0 then 'user_a' else 'user_b' end, 'Number ' || n,
  case when n % 4 = 0 then 'code' else 'text' end, 'secret', case when n % 6 = 0 then '{a,b}' else '{}' end::text[],
  timestamptz '2026-01-01Z' + n / 4 * interval '1 second', case when n % 10 = 0 then now() end
from generate_series(1, 40) as n;

create function pg_temp.numbers_in(list jsonb) returns integer[] language sql immutable as $$
  select array_agg(right(title #>> '{}', -7)::integer) from jsonb_path_query(list, '$.artifacts[*].title') as title
$$;

select is(pg_temp.numbers_in(list), expected, 'a list: ' || what) from (values
  ('newest first, of equal time by id', public.list_artifacts('user_a', 4), array[38, 36, 34, 32]),
  ('the next page, within equal times', public.list_artifacts('user_a', 3, '2026-01-01 00:00:09Z', pg_temp.id_of(38)),
    array[36, 34, 32]),
  ('of a kind', public.list_artifacts('user_a', 3, only_kind => 'code'), array[36, 32, 28]),
  ('with a tag', public.list_artifacts('user_a', 3, only_tag => 'b'), array[36, 24, 18]),
  ('with a tag that has a comma', public.list_artifacts('user_a', 3, only_tag => 'a,b'), null),
  ('of a kind with a tag', public.list_artifacts('user_a', 9, only_kind => 'code', only_tag => 'a'), array[36, 24, 12]),
  ('the trash', public.list_artifacts('user_a', 9, in_trash => true), array[40, 30, 20, 10]),
  ('the trash after a position', public.list_artifacts('user_a', 9, '2026-01-01 00:00:07Z', pg_temp.id_of(30), in_trash => true),
    array[20, 10]),
  ('of another user', public.list_artifacts('user_b', 2), array[39, 37]),
  ('of a user without artifacts', public.list_artifacts('user_c', 2), null)
) as cases (what, list, expected);
select set_eq(
  $$ select jsonb_object_keys(public.list_artifacts('user_a', 1) #> '{artifacts,0}') $$,
  array[
    'id', 'title', 'kind', 'language', 'tags', 'description', 'size', 'version', 'created_at', 'updated_at', 'deleted_at'
  ],
  'a list has neither contents nor owners'
);

select * from finish();
rollback;
