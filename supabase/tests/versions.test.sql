-- Versions: each change creates one version, an unchanged content is stored once, and no user can read another user's
-- versions.
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
  array[2, 3, 4, 4], 'each change creates one version, and an update that changes nothing creates none'
);
select results_eq(
  'select version, title, language, content, size from library.artifact_versions order by version',
  $$ values (1, 'Title', 'en', 'first', 5), (2, 'Title', 'en', null, 6),
            (3, 'New title', null, 'second', 6) $$,
  'a content that the next version has, too, is stored once'
);
select is(
  public.read_artifact('user_a', id, version) #>> '{artifact,content}', content,
  'version ' || version || ' is read with its own content'
) from made, (values (1, 'first'), (2, 'second'), (3, 'second'), (4, 'third')) as v (version, content);

select is(
  public.restore_artifact('user_a', id, 10000, to_version => 2) #>> '{artifact,version}', '5',
  'restore_artifact saves an old version as version 5'
) from made;
select is(
  (public.read_artifact('user_a', id, 5) -> 'artifact') - '{id,created_at,updated_at}'::text[],
  to_jsonb(jsonb_populate_record(
    null::library.artifact_fields, '{"title": "Title", "language": "en", "tags": ["t"]}'
  )) || jsonb_build_object(
    'kind', 'text', 'size', 6, 'version', 5, 'content', 'second', 'deleted_at', null
  ), 'the restored version has the fields and the content of version 2'
) from made;
select is(
  jsonb_path_query_array(public.list_versions('user_a', id, at_most, before), '$.versions[*].version'),
  expected, format('list_versions returns at most %s before %s', at_most, coalesce(before::text, 'the end'))
) from made, (values
  (10, null, '[5, 4, 3, 2, 1]'::jsonb), (2, null, '[5, 4]'), (2, 4, '[3, 2]'), (2, 2, '[1]'),
  (2, 1, '[]')
) as page (at_most, before, expected);

-- Every refused call, also for another user's artifact.
create temp table refused (what text, answer jsonb, expected jsonb);
insert into refused
select what, answer, expected from made, lateral (values
  ('an update with an old version number', public.update_artifact('user_a', id, 4, 10000, new_title => 'x'),
    '{"refusal": "version_conflict", "version": 5}'::jsonb),
  ('reading a future version', public.read_artifact('user_a', id, 6),
    '{"refusal": "version_not_found", "version": 5}'),
  ('restoring a future version', public.restore_artifact('user_a', id, 10000, to_version => 6),
    '{"refusal": "version_not_found", "version": 5}'),
  ('restoring an artifact outside the trash', public.restore_artifact('user_a', id, 10000),
    '{"refusal": "not_in_trash"}'),
  ('permanently deleting an artifact outside the trash', public.delete_artifact('user_a', id, true),
    '{"refusal": "not_in_trash"}'),
  ('an update of Alice''s artifact', public.update_artifact('user_b', id, 5, 10000, new_title => 'x'),
    '{"refusal": "not_found"}'),
  ('reading a version of Alice''s artifact', public.read_artifact('user_b', id, 1), '{"refusal": "not_found"}'),
  ('listing the versions of Alice''s artifact', public.list_versions('user_b', id, 10), '{"refusal": "not_found"}'),
  ('restoring Alice''s artifact', public.restore_artifact('user_b', id, 10000, to_version => 1), '{"refusal": "not_found"}'),
  ('deleting Alice''s artifact', public.delete_artifact('user_b', id), '{"refusal": "not_found"}'),
  ('deleting an artifact that does not exist', public.delete_artifact('user_b', gen_random_uuid()),
    '{"refusal": "not_found"}')
) as calls (what, answer, expected);
select is(answer, expected, 'refused: ' || what) from refused;
select is(public.export_artifacts('user_b', 10000), '{"more": false, "versions": []}', 'the export of another user is empty');
select is(
  library.summary_of('user_a', id) ->> 'version', '5', 'refused calls change nothing'
) from made;

select is(
  public.delete_artifact('user_a', id) #> '{artifact,deleted_at}' <> 'null', true,
  'delete_artifact moves an artifact to the trash'
) from made;
select is(answer, '{"refusal": "in_trash"}'::jsonb, 'refused in the trash: ' || what)
from made, lateral (values
  ('an update', public.update_artifact('user_a', id, 5, 10000, new_title => 'x')),
  ('reading a version', public.read_artifact('user_a', id, 5))
) as calls (what, answer);
select is(
  public.restore_artifact('user_a', id, 0) #>> '{artifact,version}', '5', 'restoring from the trash keeps the version'
) from made;

-- Idempotency keys, and the 24 hours for which they are valid.
create function pg_temp.replayed(content text) returns text language sql as $$
  select public.create_artifact(
    'user_k', 'Kept', 'text', content, 1, 10000, new_idempotency_key => 'key'
  ) ->> 'replayed'
$$;
reset role;
select is(pg_temp.replayed('1'), 'no', 'a new idempotency key creates an artifact');
select is(pg_temp.replayed('1'), 'same', 'the same key returns the artifact, even if the library is full');
select is(pg_temp.replayed('2'), 'other', 'the same key with other arguments returns "other"');
select ok(public.update_artifact('user_k', id, 1, 10000, new_content => '3') ? 'artifact', 'the artifact is updated')
from public.artifacts where user_id = 'user_k';
select is(pg_temp.replayed('1'), 'same', 'the same key returns "same" after an update of the artifact');
update public.artifacts set created_at = now() - interval '24 hours 1 second' where user_id = 'user_k';
select is(pg_temp.replayed('1'), null, 'after 24 hours the same key creates an artifact, which the full library refuses');
select is(
  (select count(*) from public.artifacts where idempotency_key is not null), 1::bigint,
  'a refused save leaves the key with the first artifact'
);

select * from finish();
rollback;
