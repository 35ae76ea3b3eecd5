-- A library's counters match its rows after every kind of change by every role. Quotas are checked against
-- these counters.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- Libraries whose counters differ from the sums of their rows.
create temp view wrong as
  with kept as (
    select user_id, 1 as artifacts, 0 as bytes from public.artifacts
    union all select user_id, 0, bytes from library.content_words
    union all select user_id, 0, bytes from library.artifact_versions
    union all select user_id, 0, bytes from library.artifact_shares
  ), sums as (
    select user_id, sum(artifacts) as artifacts, sum(bytes) as bytes from kept group by user_id
  )
  select user_id, l.artifacts, l.bytes, l.gone_bytes, s.artifacts as true_artifacts, s.bytes as true_bytes
  from public.libraries as l full join sums as s using (user_id)
  where l.user_id is null
    or (l.artifacts, l.bytes - l.gone_bytes) <> (coalesce(s.artifacts, 0), coalesce(s.bytes, 0));
grant select on wrong to service_role;

-- Runs a statement as a role. Returns the counters of a user's library, or the libraries whose counters are wrong.
create function pg_temp.counted(role text, statement text, who text default 'user_a') returns text
language plpgsql as $$
begin
  execute format('set local role %I', role);
  execute statement;
  reset role;
  return coalesce(
    (select 'wrong: ' || jsonb_agg(wrong)::text from wrong),
    (select format('%s artifacts, %s bytes', artifacts, case when bytes = gone_bytes then 'no' else 'some' end)
     from public.libraries where user_id = who)
  );
end $$;

create function pg_temp.id_of(wanted text) returns uuid language sql as
  $$ select id from public.artifacts where title = wanted $$;

create temp table steps (
  number integer generated always as identity, what text, outcome text, statement text
);
insert into steps (what, outcome, statement) values
  ('an artifact (insert)', '1 artifacts, some bytes',
    $$ insert into artifacts (user_id, title, kind, content)
      values ('user_a', '1', 'text', 'é€😀') $$),
  ('100 artifacts (insert)', '101 artifacts, some bytes',
    $$ insert into artifacts (user_id, title, kind, content)
      select 'user_a', 'many', 'text', 'ab' from generate_series(1, 100) $$),
  ('a content (longer)', '101 artifacts, some bytes',
    $$ update artifacts set content = '0123456789' where title = '1' $$),
  ('a content (same length)', '101 artifacts, some bytes',
    $$ update artifacts set content = '9876543210' where title = '1' $$),
  ('a title', '101 artifacts, some bytes', $$ update artifacts set title = 'one' where title = '1' $$),
  ('100 contents (shorter)', '101 artifacts, some bytes',
    $$ update artifacts set content = 'a' where title = 'many' $$),
  ('the owner of 50 artifacts', '51 artifacts, some bytes',
    $$ update artifacts set user_id = 'user_b' where id in (
      select id from artifacts where title = 'many' limit 50) $$),
  ('the owner and the content of an artifact', '50 artifacts, some bytes',
    $$ update artifacts set user_id = 'user_b', content = 'longer' where id in (
      select id from artifacts where title = 'many' and user_id = 'user_a' limit 1) $$),
  ('versions (insert, one without content)', '50 artifacts, some bytes',
    $$ insert into library.artifact_versions
        (user_id, artifact_id, version, title, tags, content, size, created_at)
      select user_id, id, number, 't', '{}', text, 5, now()
      from artifacts, (values (1, 'older'), (2, null)) as v (number, text) where title = 'one' $$),
  ('a version''s content', '50 artifacts, some bytes',
    $$ update library.artifact_versions set content = 'old' where version = 1 $$),
  ('a version (delete)', '50 artifacts, some bytes', $$ delete from library.artifact_versions where version = 2 $$),
  ('an artifact with its versions (delete)', '49 artifacts, some bytes',
    $$ delete from artifacts where title = 'one' $$),
  ('all artifacts (delete)', '0 artifacts, no bytes', $$ delete from artifacts where user_id = 'user_a' $$);
select is(
  pg_temp.counted('service_role', statement), outcome, 'counters match after service_role changes ' || what
) from steps where what not like 'a version%' order by number;
delete from public.artifacts;
select is(pg_temp.counted('postgres', statement), outcome, 'counters match after postgres changes ' || what)
from steps order by number;

-- The functions that change artifacts, with a quota that is used up, and with a quota that is large enough.
create function pg_temp.used() returns bigint language sql as
  $$ select bytes - gone_bytes from public.libraries where user_id = 'user_q' $$;
create function pg_temp.full_now() returns jsonb language sql as
  $$ select jsonb_build_object('refusal', 'quota_exceeded', 'of', 'bytes', 'used', pg_temp.used()) $$;
create function pg_temp.created(title text, content text, max_artifacts integer, max_bytes bigint)
returns jsonb language sql as
  $$ select public.create_artifact('user_q', title, 'text', content, max_artifacts, max_bytes) $$;

select is(pg_temp.created('1', '12345', 2, 1000000) ->> 'replayed', 'no', 'the first artifact fits');
select is(
  pg_temp.created('2', '12345', 2, pg_temp.used() + 100), pg_temp.full_now(),
  'an artifact that exceeds the quota is refused'
);
select is(pg_temp.created('2', '12345', 2, 1000000) ->> 'replayed', 'no', 'the same artifact fits with a larger quota');
select is(
  pg_temp.created('3', '', 2, 1000000), '{"refusal": "quota_exceeded", "of": "artifacts", "used": 2}',
  'an artifact above the number of artifacts is refused'
);
select is(pg_temp.counted('service_role', 'select 1', 'user_q'), '2 artifacts, some bytes', 'the counters match after refused saves');
select is(answer, pg_temp.full_now(), what || ' is refused in a full library') from (values
  ('a new title', public.update_artifact('user_q', pg_temp.id_of('1'), 1, pg_temp.used(), new_title => 'one')),
  ('a new content', public.update_artifact('user_q', pg_temp.id_of('1'), 1, pg_temp.used(), new_content => 'x'))
) as calls (what, answer);
select is(
  public.update_artifact('user_q', pg_temp.id_of('1'), 1, 0, new_title => '1') #>> '{artifact,version}', '1',
  'an update that changes nothing is accepted in a full library'
);
select is(
  public.update_artifact('user_q', pg_temp.id_of('1'), 1, 1000000, new_content => '678')
    #>> '{artifact,version}', '2', 'a new content is accepted with a larger quota'
);
select is(
  public.restore_artifact('user_q', pg_temp.id_of('1'), pg_temp.used(), to_version => 1),
  pg_temp.full_now(), 'restoring an old content is refused in a full library'
);
-- Index entries of words that were replaced or deleted.
insert into public.artifacts (user_id, title, kind, content) values ('user_w', 'kept', 'text', 'first words kept');
create function pg_temp.saved_without_space(content text, title text) returns jsonb language sql as $$
  select public.create_artifact('user_w', title, 'text', content, 9, bytes - gone_bytes)
  from public.libraries where user_id = 'user_w'
$$;
create function pg_temp.updated_without_space(content text) returns jsonb language sql as $$
  select public.update_artifact('user_w', pg_temp.id_of('kept'), 1, bytes - gone_bytes, new_content => updated_without_space.content)
  from public.libraries where user_id = 'user_w'
$$;
create function pg_temp.marks() returns text language sql as $$
  select string_agg(translate(md5(i::text), '0123456789abcdef', '!"#$%&()*+,-./:;'), '') from generate_series(1, 200) as i
$$;
create function pg_temp.gone(statement text) returns integer language plpgsql as $$
declare
  before constant public.libraries := library from public.libraries as library where user_id = 'user_w';
begin
  execute statement;
  return (select gone_bytes - before.gone_bytes from public.libraries where user_id = 'user_w');
end $$;
select cmp_ok(pg_temp.gone(statement), operator, bytes, what) from (values
  (1, 'words of a replaced content count as gone', '>', 30,
    $$ update public.artifacts set content = 'other texts kept' where user_id = 'user_w' $$),
  (2, 'words of a replaced title count as gone', '>', 30,
    $$ update public.artifacts set title = 'new' where user_id = 'user_w' $$),
  (3, 'words that stay in a content do not count as gone', '=', 0,
    $$ update public.artifacts set content = 'texts kept: other' where user_id = 'user_w' $$),
  (4, 'adding a tag adds no gone words', '=', 0,
    $$ update public.artifacts set tags = '{tag}' where user_id = 'user_w' $$),
  (5, 'words of a deleted artifact count as gone', '>', 100,
    $$ delete from public.artifacts where user_id = 'user_w' $$),
  (6, 'words of a refused save count as gone', '>', 100,
    $$ select pg_temp.saved_without_space('an entirely different text', 'its title') $$),
  (7, 'an accepted save adds no gone words', '<=', 0,
    $$ select create_artifact('user_w', 'kept', 'text', 'what stays in it', 9, 1000000) $$),
  (8, 'words of a refused content count as gone', '>', 50,
    $$ select pg_temp.updated_without_space('a content that stays another one') $$),
  (9, 'words of a refused content that the artifact has do not count as gone', '=', 0,
    $$ select pg_temp.updated_without_space('stays in') $$),
  (10, 'a refused content without words counts by its own bytes', '>', 2000,
    $$ select pg_temp.updated_without_space(pg_temp.marks()) $$),
  (11, 'a refused new artifact without words counts by its content''s bytes', '>', 2000,
    $$ select pg_temp.saved_without_space(pg_temp.marks(), 'its title') $$)
) as step (number, what, operator, bytes, statement) order by number;
-- A gone word takes disk space once. When an artifact contains the word again, it is in use again.
create function pg_temp.words(first integer, count integer) returns text language sql as $$
  select string_agg('w' || lpad(i::text, 9, '0'), ' ') from generate_series(first, first + count - 1) as i
$$;
insert into public.artifacts (user_id, title, kind, content) values ('user_w', 'turns', 'text', pg_temp.words(1, 200));
create function pg_temp.gone_by(new_content text) returns bigint language plpgsql as $$
begin
  update public.artifacts set content = new_content where title = 'turns';
  return (select gone_bytes from public.libraries where user_id = 'user_w');
end $$;
select is(pg_temp.gone_by(pg_temp.words(1001, 200)) - before, 7200::bigint, 'a gone word counts by its length')
from (select gone_bytes as before from public.libraries where user_id = 'user_w') as library;
select is(
  pg_temp.gone_by(pg_temp.words(1, 200)) - before, 0::bigint,
  'words that an artifact has again do not count as gone, and the replaced words do'
) from (select gone_bytes as before from public.libraries where user_id = 'user_w') as library;
select is(
  pg_temp.gone_by('') - before, 7200::bigint, 'all words of an emptied content count as gone'
) from (select gone_bytes as before from public.libraries where user_id = 'user_w') as library;
select cmp_ok(
  pg_temp.gone($$ select pg_temp.saved_without_space(pg_temp.words(1, 200), 'turns') $$), '<', 2000,
  'a refused content whose words are gone already counts by its own bytes only'
);
select cmp_ok(
  pg_temp.gone($$ insert into public.artifacts (user_id, title, kind, content)
    values ('user_w', 'again', 'text', pg_temp.words(1, 100)) $$),
  '<=', -3600, 'words that a new artifact contains do not count as gone any more'
);
select cmp_ok(
  pg_temp.gone($$ delete from public.artifacts where title = 'again' $$), '>=', 3600, 'words of the deleted new artifact count as gone again'
);
select isnt(pg_temp.gone_by(pg_temp.words(10001, 20000)), 0::bigint, 'many gone words count');
select ok(
  abs(pg_temp.gone($$ select pg_temp.gone_by('') $$) - 720000) < 720000 * 0.2, 'a sample of many gone words is accurate within 20 %'
);
select ok(
  cardinality(gone_words) between 200 and 1024, 'the sample has at most 1,024 words'
) from public.libraries where user_id = 'user_w';
select ok(
  abs(pg_temp.gone($$ select pg_temp.gone_by(pg_temp.words(10001, 20000)) $$) + 720000) < 720000 * 0.2,
  'words of the sample that an artifact has again are accurate within 20 %'
);
delete from public.artifacts where title = 'turns';
-- Saves that are cancelled, as the time limit cancels them.
create temp table long as
  select pg_temp.words(100001, 23000) as content, gone_bytes as before, id
  from public.libraries join public.artifacts using (user_id) where user_id = 'user_w' and title = 'kept';
set local statement_timeout = '40ms';
select is(
  public.create_artifact('user_w', 'long', 'text', content, 9, 100000000),
  '{"refusal": "save_cancelled"}', 'a cancelled create_artifact returns save_cancelled'
) from long;
reset statement_timeout;
select cmp_ok(gone_bytes - before, '>', 700000::bigint, 'the words that a cancelled save may have written count as gone')
from long, public.libraries where user_id = 'user_w';
set local statement_timeout = '40ms';
select is(
  public.update_artifact('user_w', id, 1, 100000000, new_content => content),
  '{"refusal": "save_cancelled"}', 'a cancelled update_artifact returns save_cancelled'
) from long;
reset statement_timeout;
select is(pg_temp.counted('service_role', 'select 1', 'user_w'), '1 artifacts, some bytes', 'the counters match after cancelled saves');
select is(
  (select content from public.artifacts where user_id = 'user_w'), 'what stays in it',
  'a cancelled save does not change the artifact'
);
select lives_ok('select public.project_status()', 'project_status runs without a rebuild');
select isnt(
  (select gone_bytes from public.libraries where user_id = 'user_w'), 0::bigint,
  'gone words count until the indexes are rebuilt'
);
update public.libraries set gone_bytes = 50000001, bytes = bytes - gone_bytes + 50000001 where user_id = 'user_w';
select is(answer, '{"refusal": "index_full"}', what || ' is refused when gone words exceed half the quota') from (values
  ('a new artifact', public.create_artifact('user_w', 'new', 'text', 'new', 9, 100000000)),
  ('a new title', public.update_artifact('user_w', pg_temp.id_of('kept'), 1, 100000000, new_title => 'new'))
) as calls (what, answer);
-- The quota leaves space for the words of the old title: a sampled word counts as 64 words.
select is(
  public.update_artifact('user_w', pg_temp.id_of('kept'), 1, 100020000, new_title => 'new') #>> '{artifact,version}', '2',
  'a save is accepted while gone words are within half the quota'
);
reindex index library.content_words_words;
select lives_ok('select public.project_status()', 'project_status runs after the rebuild of one index');
select cmp_ok((select sum(gone_bytes) from public.libraries), '>', 49900000::numeric, 'the rebuild of one index does not reset gone_bytes');
reindex index public.artifacts_title_words;
update public.libraries set gone_bytes = gone_bytes + 7, bytes = bytes + 7 where user_id = 'user_q';
select lives_ok('select public.project_status()', 'project_status runs after the rebuild of both indexes');
select is((select sum(gone_bytes) from public.libraries), 0::numeric, 'the rebuild of both indexes resets gone_bytes');
select is(pg_temp.counted('service_role', 'select 1', 'user_w'), '1 artifacts, some bytes', 'the counters match after the rebuild');

select is(
  (public.project_status() ->> 'bytes')::bigint, (select sum(bytes)::bigint from public.libraries),
  'project_status returns the sum of all libraries'
);
select is(
  public.create_artifact('user_q', 'p', 'text', 'p', 9, 1000000, (select bytes - 1 from library.project)),
  '{"refusal": "project_full"}', 'a new artifact is refused in a full project'
);
select is(
  public.create_artifact('user_q', 'p', 'text', 'p', 9, 1000000, (select bytes from library.project))
    ->> 'replayed', 'no', 'a new artifact is accepted below the limit of the project'
);
select is(answer, '{"refusal": "project_full"}', what || ' is refused in a full project') from (values
  ('a new title', public.update_artifact('user_q', pg_temp.id_of('p'), 1, 1000000, 0, new_title => 'q')),
  ('a new content', public.update_artifact('user_q', pg_temp.id_of('p'), 1, 1000000, 0, new_content => 'q')),
  ('an old content that becomes the newest',
    public.restore_artifact('user_q', pg_temp.id_of('1'), 1000000, 0, to_version => 1))
) as calls (what, answer);
select is(pg_temp.counted('service_role', statement, 'user_q'), outcome, what) from (values
  (1, '3 artifacts, some bytes', 'artifacts in the trash count',
    $$ select delete_artifact('user_q', pg_temp.id_of('1')) $$),
  (2, '3 artifacts, some bytes', 'restoring from the trash needs no space',
    $$ select restore_artifact('user_q', pg_temp.id_of('1'), 0) $$),
  (3, '2 artifacts, some bytes', 'permanently deleted artifacts and their versions do not count',
    $$ select delete_artifact('user_q', pg_temp.id_of('1')),
      delete_artifact('user_q', pg_temp.id_of('1'), true) $$)
) as step (number, outcome, what, statement) order by number;
-- Deleting an artifact deletes all of its versions. Counting each version alone would take quadratic time.
insert into public.artifacts (user_id, title, kind, content) values ('user_v', 'Worked on', 'text', '1');
insert into library.artifact_versions
  (user_id, artifact_id, version, title, tags, content, size, created_at)
select user_id, id, number, title, '{}', '22', 2, now()
from public.artifacts, generate_series(1, 500) as number where title = 'Worked on';
create temp table before as
  select n_tup_upd from pg_stat_xact_user_tables where relid = 'public.libraries'::regclass;
select is(
  pg_temp.counted(
    'service_role', $$ delete from artifacts where title = 'Worked on' $$, 'user_v'
  ), '0 artifacts, no bytes', 'versions of a deleted artifact do not count'
);
select is(
  (select after.n_tup_upd - before.n_tup_upd from before, pg_stat_xact_user_tables as after
   where relid = 'public.libraries'::regclass), 5::bigint,
  'versions of a deleted artifact are subtracted in one update'
);

select * from finish();
rollback;
