-- What an artifact has been: a version for each change, each once, without a second copy of a content;
-- and no user reaches another user's versions.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

create temp table made as select (public.create_artifact(
  'user_a', 'Title', 'text', 'first', 10, 10000, new_language => 'en', new_tags => array['t']
) #>> '{artifact,id}')::uuid as id;
grant select on made to service_role;
set local role service_role;

create temp table answers (number integer generated always as identity, answer jsonb);
insert into answers (answer)
select public.update_artifact('user_a', id, 1, 10000, new_content => 'second') from made;
insert into answers (answer)
select public.update_artifact('user_a', id, 2, 10000, new_title => 'New title', new_language => '') from made;
insert into answers (answer)
select public.update_artifact('user_a', id, 3, 10000, new_content => 'third') from made;
insert into answers (answer)
select public.update_artifact(
  'user_a', id, 4, 10000, new_title => 'New title', new_content => 'third', new_tags => array['t']
) from made;
select results_eq(
  $$ select (answer #>> '{artifact,version}')::integer from answers order by number $$,
  array[2, 3, 4, 4], 'each change makes the next version; what changes nothing makes none'
);
select results_eq(
  'select version, title, language, content, size from library.artifact_versions order by version',
  $$ values (1, 'Title', 'en', 'first', 5), (2, 'Title', 'en', null, 6),
            (3, 'New title', null, 'second', 6) $$,
  'what the next version has as well is not kept twice'
);
select is(
  public.read_artifact('user_a', id, version) #>> '{artifact,content}', content,
  'version ' || version || ' reads as it was'
) from made, (values (1, 'first'), (2, 'second'), (3, 'second'), (4, 'third')) as v (version, content);

select is(
  public.restore_artifact('user_a', id, 10000, to_version => 2) #>> '{artifact,version}', '5',
  'an old version becomes the newest'
) from made;
select is(
  (public.read_artifact('user_a', id, 5) -> 'artifact') - '{id,created_at,updated_at}'::text[],
  to_jsonb(jsonb_populate_record(
    null::library.artifact_fields, '{"title": "Title", "language": "en", "tags": ["t"]}'
  )) || jsonb_build_object(
    'kind', 'text', 'size', 6, 'version', 5, 'content', 'second', 'deleted_at', null
  ), 'as it was'
) from made;
select is(
  jsonb_path_query_array(public.list_versions('user_a', id, at_most, before), '$.versions[*].version'),
  expected, format('at most %s before %s', at_most, coalesce(before::text, 'the end'))
) from made, (values
  (10, null, '[5, 4, 3, 2, 1]'::jsonb), (2, null, '[5, 4]'), (2, 4, '[3, 2]'), (2, 2, '[1]'),
  (2, 1, '[]')
) as page (at_most, before, expected);

-- Every call that is refused, with another person's for each that exists.
create temp table refused (what text, answer jsonb, expected jsonb);
insert into refused
select what, answer, expected from made, lateral (values
  ('an old number', public.update_artifact('user_a', id, 4, 10000, new_title => 'x'),
    '{"refusal": "version_conflict", "version": 5}'::jsonb),
  ('a version to come', public.read_artifact('user_a', id, 6),
    '{"refusal": "version_not_found", "version": 5}'),
  ('to restore a version to come', public.restore_artifact('user_a', id, 10000, to_version => 6),
    '{"refusal": "version_not_found", "version": 5}'),
  ('to restore what is not in the trash', public.restore_artifact('user_a', id, 10000),
    '{"refusal": "not_in_trash"}'),
  ('to permanently delete an artifact outside the trash', public.delete_artifact('user_a', id, true),
    '{"refusal": "not_in_trash"}'),
  ('a change of Alice''s', public.update_artifact('user_b', id, 5, 10000, new_title => 'x'),
    '{"refusal": "not_found"}'),
  ('a version of Alice''s', public.read_artifact('user_b', id, 1), '{"refusal": "not_found"}'),
  ('the versions of Alice''s', public.list_versions('user_b', id, 10), '{"refusal": "not_found"}'),
  ('to restore Alice''s', public.restore_artifact('user_b', id, 10000, to_version => 1), '{"refusal": "not_found"}'),
  ('to delete Alice''s', public.delete_artifact('user_b', id), '{"refusal": "not_found"}'),
  ('what exists nowhere', public.delete_artifact('user_b', gen_random_uuid()),
    '{"refusal": "not_found"}')
) as calls (what, answer, expected);
select is(answer, expected, 'refused: ' || what) from refused;
select is(public.export_artifacts('user_b', 10000), '{"more": false, "versions": []}', 'Bob has nothing');
select is(
  library.summary_of('user_a', id) ->> 'version', '5', 'what was refused changed nothing'
) from made;

select is(
  public.delete_artifact('user_a', id) #> '{artifact,deleted_at}' <> 'null', true,
  'an artifact goes into the trash'
) from made;
select is(answer, '{"refusal": "in_trash"}'::jsonb, 'refused there: ' || what)
from made, lateral (values
  ('a change', public.update_artifact('user_a', id, 5, 10000, new_title => 'x')),
  ('a version', public.read_artifact('user_a', id, 5))
) as calls (what, answer);
select is(
  public.restore_artifact('user_a', id, 0) #>> '{artifact,version}', '5', 'and comes back as it was'
) from made;

-- An idempotency key, and how long it holds.
create function pg_temp.replayed(content text) returns text language sql as $$
  select public.create_artifact(
    'user_k', 'Kept', 'text', content, 1, 10000, new_idempotency_key => 'key'
  ) ->> 'replayed'
$$;
reset role;
select is(pg_temp.replayed('1'), 'no', 'a new key makes an artifact');
select is(pg_temp.replayed('1'), 'same', 'used again, it gives the same, also when no more would fit');
select is(pg_temp.replayed('2'), 'other', 'and a key used with other arguments is reported');
select ok(public.update_artifact('user_k', id, 1, 10000, new_content => '3') ? 'artifact', 'it is changed')
from public.artifacts where user_id = 'user_k';
select is(pg_temp.replayed('1'), 'same', 'also when the artifact was changed meanwhile');
update public.artifacts set created_at = now() - interval '24 hours 1 second' where user_id = 'user_k';
select is(pg_temp.replayed('1'), null, 'after 24 hours it makes another, for which there is no place');
select is(
  (select count(*) from public.artifacts where idempotency_key is not null), 1::bigint,
  'and the first keeps it'
);

select * from finish();
rollback;
