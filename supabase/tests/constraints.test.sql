-- What the table refuses, each by the constraint that is there for it; every one has a bad row.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

create temp table bad_rows (refused_by text, changes jsonb);
insert into bad_rows values
  ('artifacts_user_id_check', '{"user_id":""}'),
  ('artifacts_user_id_check', '{"user_id":"user_"}'),
  ('artifacts_user_id_check', '{"user_id":"org_1"}'),
  ('artifacts_user_id_check', '{"user_id":"user_a b"}'),
  ('artifacts_user_id_check', '{"user_id":"user_a\n"}'),
  ('artifacts_user_id_check', '{"user_id":"user_a,user_b"}'),
  ('artifacts_title_check', '{"title":""}'),
  ('artifacts_title_check', jsonb_build_object('title', repeat('😀', 201))),
  ('artifacts_kind_check', '{"kind":"pdf"}'),
  ('artifacts_kind_check', '{"kind":"Text"}'),
  ('artifacts_language_check', '{"language":""}'),
  ('artifacts_language_check', jsonb_build_object('language', repeat('a', 51))),
  ('artifacts_tags_check', '{"tags":["1","2","3","4","5","6","7","8","9","10","11"]}'),
  ('artifacts_tags_check', '{"tags":["a",null]}'),
  ('artifacts_tags_check', '{"tags":["a",""]}'),
  ('artifacts_tags_check', jsonb_build_object('tags', array[repeat('a', 51)])),
  ('artifacts_tags_check', jsonb_build_object('tags', array[repeat('a', 50) || E'\n'])),
  ('artifacts_content_check', jsonb_build_object('content', repeat('a', 1048577))),
  ('artifacts_content_check', jsonb_build_object('content', repeat('é', 524288) || 'a')),
  ('artifacts_version_check', '{"version":0}'),
  ('artifacts_version_check', '{"version":-1}'),
  ('artifacts_pkey', '{"id":"00000000-0000-4000-8000-000000000000"}'),
  ('id', '{"id":null}'), ('user_id', '{"user_id":null}'), ('title', '{"title":null}'),
  ('kind', '{"kind":null}'), ('tags', '{"tags":null}'), ('content', '{"content":null}'),
  ('version', '{"version":null}'), ('created_at', '{"created_at":null}'),
  ('updated_at', '{"updated_at":null}');

-- Inserts a good row with some changes: the constraint, or else the column, that refused it.
create function pg_temp.refused_by(changes jsonb) returns text language plpgsql as $$
declare
  good jsonb := jsonb_build_object(
    'id', gen_random_uuid(), 'user_id', 'user_2abcXYZ', 'title', 't', 'kind', 'text',
    'tags', '{}'::text[], 'content', '', 'version', 1, 'created_at', now(), 'updated_at', now()
  );
  constraint_violated text;
  column_refused text;
begin
  insert into public.artifacts
    (id, user_id, title, kind, language, tags, content, version, created_at, updated_at)
  select id, user_id, title, kind, language, tags, content, version, created_at, updated_at
  from jsonb_populate_record(null::public.artifacts, good || changes);
  return 'nothing';
exception when integrity_constraint_violation then
  get stacked diagnostics constraint_violated = constraint_name, column_refused = column_name;
  return coalesce(nullif(constraint_violated, ''), column_refused);
end $$;

select is(
  pg_temp.refused_by('{"id":"00000000-0000-4000-8000-000000000000"}'), 'nothing',
  'a good row is taken'
);
select is(pg_temp.refused_by(changes), 'nothing', 'the largest that is allowed is taken: ' || what)
from (values
  ('title', jsonb_build_object('title', repeat('😀', 200))),
  ('language', jsonb_build_object('language', repeat('é', 50))),
  ('tags', jsonb_build_object('tags', array_fill(repeat('é', 50), array[10]))),
  ('content', jsonb_build_object('content', repeat('é', 524288)))
) as largest (what, changes);
select is(
  pg_temp.refused_by(changes), refused_by,
  format('%s refuses %s', refused_by, left(changes::text, 40))
) from bad_rows;

select set_eq(
  $$ select conname::text from pg_constraint where conrelid = 'public.artifacts'::regclass
     union all
     select attname::text from pg_attribute where attrelid = 'public.artifacts'::regclass
       and attnum > 0 and attnotnull and attgenerated = '' $$,
  'select distinct refused_by from bad_rows',
  'every constraint of the table has refused a row'
);
select throws_ok(
  $$ insert into public.artifacts (user_id, title, kind, content, size)
     values ('user_a', 't', 'text', '', 1) $$,
  '428C9', null, 'nobody tells the database a size'
);
insert into public.artifacts (user_id, title, kind, content)
values ('user_a', 'wide', 'text', 'é€😀');
select is(
  (select size from public.artifacts where title = 'wide'), 9, 'which counts bytes of UTF-8'
);

select * from finish();
rollback;
