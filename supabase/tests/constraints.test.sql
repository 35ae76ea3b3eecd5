-- Every constraint of every table rejects a bad row. Each bad row names the constraint that must reject it.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

create temp table bad_rows (relation regclass, refused_by text, changes jsonb);
insert into bad_rows select 'artifacts', * from (values
  ('artifacts_user_id_check', '{"user_id":""}'::jsonb),
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
  ('artifacts_description_check', '{"description":""}'),
  ('artifacts_description_check', jsonb_build_object('description', repeat('😀', 301))),
  ('artifacts_tags_check', '{"tags":["1","2","3","4","5","6","7","8","9","10","11"]}'),
  ('artifacts_tags_check', '{"tags":["a",null]}'),
  ('artifacts_tags_check', '{"tags":["a",""]}'),
  ('artifacts_tags_check', jsonb_build_object('tags', array[repeat('a', 51)])),
  ('artifacts_tags_check', jsonb_build_object('tags', array[repeat('a', 50) || E'\n'])),
  ('artifacts_content_check', jsonb_build_object('content', repeat('a', 1048577))),
  ('artifacts_content_check', jsonb_build_object('content', repeat('é', 524288) || 'a')),
  ('artifacts_version_check', '{"version":0}'),
  ('artifacts_version_check', '{"version":-1}'),
  ('artifacts_idempotency_key_check', '{"idempotency_key":""}'),
  ('artifacts_idempotency_key_check', jsonb_build_object('idempotency_key', repeat('a', 201))),
  ('artifacts_idempotency', '{"idempotency_key":"taken"}'),
  ('artifacts_pkey', '{"id":"00000000-0000-4000-8000-000000000000"}')
) as of_artifacts;
insert into bad_rows values
  ('libraries', 'libraries_user_id_check', '{"user_id":"user_a,user_b"}'),
  ('libraries', 'libraries_artifacts_check', '{"artifacts":-1}'),
  ('libraries', 'libraries_bytes_check', '{"bytes":-1}'),
  ('libraries', 'libraries_gone_bytes_check', '{"gone_bytes":-1}'),
  ('libraries', 'libraries_pkey', '{"user_id":"user_2abcXYZ"}'),
  ('library.content_words', 'content_words_bytes_check', '{"bytes":-1}'),
  ('library.content_words', 'content_words_pkey', '{"artifact_id":"00000000-0000-4000-8000-000000000000"}'),
  ('library.content_words', 'content_words_user_id_artifact_id_fkey', '{"user_id":"user_bob"}'),
  ('library.project', 'project_singleton_check', '{"singleton":false}'),
  ('library.project', 'project_pkey', '{}'),
  ('library.project', 'project_bytes_check', '{"bytes":-1}'),
  ('library.artifact_shares', 'artifact_shares_bytes_check', '{"bytes":-1}'),
  ('library.call_budgets', 'call_budgets_user_id_check', '{"user_id":""}'),
  ('library.call_budgets', 'call_budgets_pkey', '{"user_id":"user_4"}'),
  ('library.closed_accounts', 'closed_accounts_user_id_check', '{"user_id":"user_a,user_b"}'),
  ('library.closed_accounts', 'closed_accounts_pkey', '{"user_hash":"\\x04"}'),
  ('library.closed_accounts', 'closed_accounts_user_id_key', '{"user_id":"user_4"}'),
  ('library.artifact_versions', 'artifact_versions_version_check', '{"version":0}'),
  ('library.artifact_versions', 'artifact_versions_pkey', '{"version":1}'),
  ('library.artifact_versions', 'artifact_versions_user_id_artifact_id_fkey', '{"user_id":"user_bob"}'),
  ('library.artifact_versions', 'artifact_versions_user_id_artifact_id_fkey',
    '{"artifact_id":"00000000-0000-4000-8000-000000000001"}'),
  ('library.artifact_shares', 'artifact_shares_hash_check', '{"hash":""}'),
  ('library.artifact_shares', 'artifact_shares_hash_check', '{"hash":"an id of a share, not a hash"}'),
  ('library.artifact_shares', 'artifact_shares_hash_check', jsonb_build_object('hash', repeat('A', 64))),
  ('library.artifact_shares', 'artifact_shares_hash_check', jsonb_build_object('hash', repeat('a', 65))),
  ('library.artifact_shares', 'artifact_shares_pkey', jsonb_build_object('hash', repeat('0', 64))),
  ('library.artifact_shares', 'artifact_shares_user_id_artifact_id_fkey', '{"user_id":"user_bob"}'),
  ('library.artifact_shares', 'artifact_shares_user_id_artifact_id_fkey',
    '{"artifact_id":"00000000-0000-4000-8000-000000000001"}');
-- Triggers set these columns, so that their constraints never reject a row.
create temp table set_by_triggers (relation regclass, name text);
insert into set_by_triggers values
  ('artifacts', 'title_words'), ('library.artifact_versions', 'bytes'),
  ('library.artifact_versions', 'artifact_versions_bytes_check');
-- One bad row for every other column that is not null: the row has null there.
insert into bad_rows
select attrelid, attname, jsonb_build_object(attname, null)
from pg_attribute join pg_class on oid = attrelid
where relnamespace in ('public'::regnamespace, 'library'::regnamespace) and relkind = 'r'
  and attnum > 0 and attnotnull and attgenerated = ''
  and (attrelid, attname) not in (select relation, name from set_by_triggers);

create temp table good_rows (relation regclass, good jsonb);
insert into good_rows values
  ('artifacts', jsonb_build_object(
    'user_id', 'user_2abcXYZ', 'title', 't', 'kind', 'text', 'language', null, 'tags', '{}'::text[],
    'content', '', 'version', 1, 'created_at', now(), 'updated_at', now(), 'idempotency_key', null
  )),
  ('libraries', '{"user_id":"user_3", "artifacts":0, "bytes":0, "gone_bytes":0}'),
  ('library.call_budgets', jsonb_build_object('user_id', 'user_5', 'calls', 0, 'counted_at', now())),
  ('library.closed_accounts', '{"user_hash":"\\x05", "user_id":"user_5"}'),
  ('library.content_words', jsonb_build_object(
    'user_id', 'user_2abcXYZ', 'artifact_id', '00000000-0000-4000-8000-000000000001', 'words', '',
    'bytes', 0
  )),
  ('library.project', '{"singleton":true}'),
  ('library.artifact_versions', jsonb_build_object(
    'user_id', 'user_2abcXYZ', 'artifact_id', '00000000-0000-4000-8000-000000000000', 'version', 2,
    'title', 't', 'tags', '{}'::text[], 'size', 0, 'created_at', now()
  )),
  ('library.artifact_shares', jsonb_build_object(
    'hash', repeat('f', 64), 'user_id', 'user_2abcXYZ', 'created_at', now(), 'expires_at', now(),
    'artifact_id', '00000000-0000-4000-8000-000000000000'
  ));

-- Inserts a good row with changes. Returns the constraint that rejected the row, or the column that must not be null.
create function pg_temp.refused_by(relation regclass, changes jsonb) returns text
language plpgsql as $$
declare
  changed jsonb := jsonb_build_object('id', gen_random_uuid())
    || (select good from good_rows as g where g.relation = refused_by.relation) || changes;
  columns text := (select string_agg(quote_ident(attname), ', ') from pg_attribute
    where attrelid = relation and changed ? attname::text);
  constraint_violated text;
  column_refused text;
begin
  execute format(
    'insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, $1)', relation, columns
  ) using changed;
  return 'nothing';
exception when integrity_constraint_violation then
  get stacked diagnostics constraint_violated = constraint_name, column_refused = column_name;
  return coalesce(nullif(constraint_violated, ''), column_refused);
end $$;

select is(pg_temp.refused_by(relation, changes), 'nothing', relation || ' accepts a good row')
from (values
  (1, 'artifacts'::regclass,
    '{"id":"00000000-0000-4000-8000-000000000000", "idempotency_key":"taken"}'::jsonb),
  (2, 'libraries', '{}'), (3, 'library.artifact_versions', '{"version":1}'),
  (4, 'library.artifact_shares', jsonb_build_object('hash', repeat('0', 64))),
  (5, 'library.call_budgets', '{"user_id":"user_4"}'),
  (6, 'library.closed_accounts', '{"user_hash":"\\x04", "user_id":"user_4"}')
) as taken (number, relation, changes) order by number;
select is(
  pg_temp.refused_by('artifacts', changes), 'nothing',
  'artifacts accepts the largest ' || what
)
from (values
  ('title', jsonb_build_object('title', repeat('😀', 200))),
  ('language', jsonb_build_object('language', repeat('é', 50))),
  ('description', jsonb_build_object('description', repeat('😀', 300))),
  ('tags', jsonb_build_object('tags', array_fill(repeat('é', 50), array[10]))),
  ('content', jsonb_build_object('content', repeat('é', 524288))),
  ('idempotency key', jsonb_build_object('idempotency_key', repeat('é', 200)))
) as largest (what, changes);
select is(
  pg_temp.refused_by(relation, changes), refused_by,
  format('%s: %s rejects %s', relation, refused_by, left(changes::text, 40))
) from bad_rows;
select is(
  pg_temp.refused_by('artifacts', '{"user_id":"user_bob", "idempotency_key":"taken"}'), 'nothing',
  'another user may use the same idempotency key'
);

-- Except artifacts_of_owner, which exists for foreign keys: the primary key rejects the same rows first.
select set_eq(
  $$ select conrelid::regclass, conname::text from pg_constraint
     where connamespace in ('public'::regnamespace, 'library'::regnamespace) and conname <> 'artifacts_of_owner'
     union all
     select attrelid::regclass, attname::text from pg_attribute join pg_class on oid = attrelid
     where relnamespace in ('public'::regnamespace, 'library'::regnamespace) and relkind = 'r'
       and attnum > 0 and attnotnull and attgenerated = ''
     except select relation, name from set_by_triggers $$,
  'select distinct relation, refused_by from bad_rows',
  'every constraint of every table rejects one of the bad rows'
);
select throws_ok(
  format('insert into public.artifacts (user_id, title, kind, content, %s)
    values (''user_a'', ''t'', ''text'', '''', %L)', name, value),
  '428C9', null, 'column ' || name || ' cannot be set'
) from (values ('size', '1')) as generated (name, value);
insert into public.artifacts (user_id, title, kind, content)
values ('user_a', 'wide', 'text', 'é€😀');
select is(
  (select size from public.artifacts where title = 'wide'), 9, 'column size counts bytes of UTF-8'
);

select * from finish();
rollback;
