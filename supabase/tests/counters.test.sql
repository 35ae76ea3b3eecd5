-- What a library counts is what is kept, whoever changes rows and in whatever way; and quotas, which are
-- measured by it.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- Libraries that are not the sums of their rows.
create temp view wrong as
  with kept as (
    select user_id, 1 as artifacts, octet_length(content) as bytes from public.artifacts
    union all
    select user_id, 0, 1000 + coalesce(octet_length(content), 0) from public.artifact_versions
  ), sums as (
    select user_id, sum(artifacts) as artifacts, sum(bytes) as bytes from kept group by user_id
  )
  select user_id, l.artifacts, l.bytes, s.artifacts as true_artifacts, s.bytes as true_bytes
  from public.libraries as l full join sums as s using (user_id)
  where l.user_id is null
    or (l.artifacts, l.bytes) <> (coalesce(s.artifacts, 0), coalesce(s.bytes, 0));
grant select on wrong to service_role;

-- Runs a statement as a role; what a person's library counts then, or that some library is wrong.
create function pg_temp.counted(role text, statement text, who text default 'user_a') returns text
language plpgsql as $$
begin
  execute format('set local role %I', role);
  execute statement;
  reset role;
  return coalesce(
    (select 'wrong: ' || jsonb_agg(wrong)::text from wrong),
    (select format('%s artifacts, %s bytes', artifacts, bytes)
     from public.libraries where user_id = who)
  );
end $$;

create function pg_temp.id_of(wanted text) returns uuid language sql as
  $$ select id from public.artifacts where title = wanted $$;

create temp table steps (
  number integer generated always as identity, what text, outcome text, statement text
);
insert into steps (what, outcome, statement) values
  ('one artifact', '1 artifacts, 9 bytes',
    $$ insert into artifacts (user_id, title, kind, content)
      values ('user_a', '1', 'text', 'é€😀') $$),
  ('many in one statement', '101 artifacts, 209 bytes',
    $$ insert into artifacts (user_id, title, kind, content)
      select 'user_a', 'many', 'text', 'ab' from generate_series(1, 100) $$),
  ('a longer content', '101 artifacts, 210 bytes',
    $$ update artifacts set content = '0123456789' where title = '1' $$),
  ('one as long', '101 artifacts, 210 bytes',
    $$ update artifacts set content = '9876543210' where title = '1' $$),
  ('a title', '101 artifacts, 210 bytes', $$ update artifacts set title = 'one' where title = '1' $$),
  ('many shorter contents', '101 artifacts, 110 bytes',
    $$ update artifacts set content = 'a' where title = 'many' $$),
  ('another owner for half of them', '51 artifacts, 60 bytes',
    $$ update artifacts set user_id = 'user_b' where id in (
      select id from artifacts where title = 'many' limit 50) $$),
  ('another owner and another content', '50 artifacts, 59 bytes',
    $$ update artifacts set user_id = 'user_b', content = 'longer' where id in (
      select id from artifacts where title = 'many' and user_id = 'user_a' limit 1) $$),
  ('versions, one of them without content', '50 artifacts, 2064 bytes',
    $$ insert into artifact_versions
        (user_id, artifact_id, version, title, tags, content, size, created_at)
      select user_id, id, number, 't', '{}', text, 5, now()
      from artifacts, (values (1, 'older'), (2, null)) as v (number, text) where title = 'one' $$),
  ('a version''s content', '50 artifacts, 2062 bytes',
    $$ update artifact_versions set content = 'old' where version = 1 $$),
  ('a version', '50 artifacts, 1062 bytes', $$ delete from artifact_versions where version = 2 $$),
  ('an artifact with its versions', '49 artifacts, 49 bytes',
    $$ delete from artifacts where title = 'one' $$),
  ('many', '0 artifacts, 0 bytes', $$ delete from artifacts where user_id = 'user_a' $$);
select is(
  pg_temp.counted('service_role', statement), outcome, 'the server''s role changes ' || what
) from steps where what not like 'a version%' order by number;
delete from public.artifacts;
select is(pg_temp.counted('postgres', statement), outcome, 'the owner changes ' || what)
from steps order by number;

-- The functions that change artifacts.
create function pg_temp.created(title text, content text, max_artifacts integer, max_bytes bigint)
returns jsonb language sql as
  $$ select public.create_artifact('user_q', title, 'text', content, max_artifacts, max_bytes) $$;
create function pg_temp.full_of(what text, used bigint) returns jsonb language sql as
  $$ select jsonb_build_object('refusal', 'full', 'of', what, 'used', used) $$;

select is(pg_temp.created('1', '12345', 2, 10) ->> 'replayed', 'no', 'the first artifact fits');
select is(
  pg_temp.created('2', '123456', 2, 10), pg_temp.full_of('bytes', 5), 'one byte too many does not'
);
select is(pg_temp.created('2', '12345', 2, 10) ->> 'replayed', 'no', 'exactly as many do');
select is(
  pg_temp.created('3', '', 2, 10), pg_temp.full_of('artifacts', 2), 'nor does one artifact too many'
);
select is(pg_temp.created('3', '', 3, 10) ->> 'replayed', 'no', 'an empty one needs no bytes');
select is(
  pg_temp.counted('service_role', statement, 'user_q'), outcome, what
) from (values
  (1, '3 artifacts, 10 bytes', 'a new title needs room for the version with the old one',
    $$ select update_artifact('user_q', pg_temp.id_of('1'), 1, 1009, title => 'one') $$),
  (2, '3 artifacts, 1010 bytes', 'and gets it when there is so much',
    $$ select update_artifact('user_q', pg_temp.id_of('1'), 1, 1010, title => 'one') $$),
  (3, '3 artifacts, 1010 bytes', 'the same title needs none, when the library is full, either',
    $$ select update_artifact('user_q', pg_temp.id_of('one'), 2, 10, title => 'one') $$),
  (4, '3 artifacts, 1010 bytes', 'a new content needs its own besides those of the old one',
    $$ select update_artifact('user_q', pg_temp.id_of('one'), 2, 2010, content => 'x') $$),
  (5, '3 artifacts, 2013 bytes', 'which both count',
    $$ select update_artifact('user_q', pg_temp.id_of('one'), 2, 2013, content => '678') $$),
  (6, '3 artifacts, 2013 bytes', 'what an edit makes is measured, too',
    $$ select update_artifact('user_q', pg_temp.id_of('one'), 3, 3013,
      edits => '[{"find": "678", "replace": "67"}]') $$),
  (7, '3 artifacts, 2013 bytes', 'as is an old content that becomes the newest',
    $$ select restore_artifact('user_q', pg_temp.id_of('one'), 3017, 1) $$),
  (8, '3 artifacts, 3018 bytes', 'as long as it does not fit',
    $$ select restore_artifact('user_q', pg_temp.id_of('one'), 3018, 1) $$),
  (9, '3 artifacts, 3018 bytes', 'the trash counts',
    $$ select delete_artifact('user_q', pg_temp.id_of('1')) $$),
  (10, '3 artifacts, 3018 bytes', 'coming back from there needs nothing',
    $$ select restore_artifact('user_q', pg_temp.id_of('1'), 0) $$),
  (11, '2 artifacts, 5 bytes', 'what is gone for ever does not count, nor its versions',
    $$ select delete_artifact('user_q', pg_temp.id_of('1')),
      delete_artifact('user_q', pg_temp.id_of('1'), true) $$)
) as step (number, outcome, what, statement) order by number;
select is(
  pg_temp.created('4', '123456', 3, 10), pg_temp.full_of('bytes', 5),
  'what is full says how much there is'
);

-- With an artifact go all its versions: one at a time, the more there are the longer each would take.
insert into public.artifacts (user_id, title, kind, content) values ('user_v', 'Worked on', 'text', '1');
insert into public.artifact_versions
  (user_id, artifact_id, version, title, tags, content, size, created_at)
select user_id, id, number, title, '{}', '22', 2, now()
from public.artifacts, generate_series(1, 500) as number where title = 'Worked on';
create temp table before as
  select n_tup_upd from pg_stat_xact_user_tables where relid = 'public.libraries'::regclass;
select is(
  pg_temp.counted(
    'service_role', $$ delete from artifacts where title = 'Worked on' $$, 'user_v'
  ), '0 artifacts, 0 bytes', 'versions do not count any more when their artifact is gone'
);
select is(
  (select after.n_tup_upd - before.n_tup_upd from before, pg_stat_xact_user_tables as after
   where relid = 'public.libraries'::regclass), 2::bigint,
  'and are counted together'
);

select * from finish();
rollback;
