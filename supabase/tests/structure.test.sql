-- The tables: columns, keys, triggers, the indexes that the store needs, row level security.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

select tables_are('public', array[
  'artifacts', 'libraries', 'artifact_versions', 'artifact_shares', 'call_budgets', 'content_words',
  'project'
], 'there are these tables and no other');
select columns_are('public', 'artifacts', array[
  'id', 'user_id', 'title', 'kind', 'language', 'tags', 'content', 'size', 'version',
  'created_at', 'updated_at', 'deleted_at', 'idempotency_key', 'title_words'
], 'artifacts has these columns and no other');
select columns_are('public', 'libraries', array[
  'user_id', 'artifacts', 'bytes', 'gone_bytes', 'gone_words', 'gone_level', 'rebuilds'
], 'libraries has these columns and no other');
select columns_are('public', 'artifact_versions', array[
  'user_id', 'artifact_id', 'version', 'title', 'language', 'tags', 'content', 'size', 'created_at', 'bytes'
], 'artifact_versions has these columns and no other');
select columns_are('public', 'artifact_shares', array[
  'hash', 'user_id', 'artifact_id', 'created_at', 'expires_at', 'bytes'
], 'artifact_shares has these columns and no other: none for what opens one');
select columns_are('public', 'content_words', array[
  'user_id', 'artifact_id', 'words', 'bytes'
], 'content_words has these columns and no other');
select columns_are('public', 'project', array[
  'singleton', 'bytes', 'purged_at', 'words_files', 'rebuilds', 'rebuilt_at', 'seed'
], 'project has these columns and no other');
select columns_are('public', 'call_budgets', array[
  'user_id', 'calls', 'counted_at'
], 'call_budgets has these columns and no other');

select col_is_pk('public', 'artifacts', 'id', 'an artifact is known by its id');
select col_type_is('public', 'artifacts', 'id', 'uuid', 'which is a UUID');
select col_default_is(
  'public', 'artifacts', 'id', 'gen_random_uuid()', 'that tells nothing and cannot be guessed'
);
select col_is_pk('public', 'libraries', 'user_id', 'a person has one library');
select col_is_pk('public', 'call_budgets', 'user_id', 'and one bucket of calls');
select col_is_pk(
  'public', 'artifact_versions', array['user_id', 'artifact_id', 'version'],
  'an artifact has each version once'
);
select col_is_pk('public', 'artifact_shares', 'hash', 'a share is known by its hash');
select col_type_is('public', name, 'user_id', 'text', 'Clerk''s ids are text, in ' || name)
from unnest(array[
  'artifacts', 'libraries', 'artifact_versions', 'artifact_shares', 'call_budgets', 'content_words'
]::name[]) as name;
select fk_ok(
  'public', name, array['user_id', 'artifact_id'], 'public', 'artifacts', array['user_id', 'id'],
  'a row of ' || name || ' has the owner of its artifact'
) from unnest(array['artifact_versions', 'artifact_shares', 'content_words']::name[]) as name;

select set_eq(
  $$ select attrelid::regclass || '.' || attname from pg_attribute join pg_class on oid = attrelid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attnotnull
       and not attisdropped $$,
  array[
    'artifacts.language', 'artifacts.deleted_at', 'artifacts.idempotency_key',
    'artifact_versions.language', 'artifact_versions.content'
  ],
  'nothing else may be missing'
);
select is_empty(
  $$ select attrelid::regclass || '.' || attname from pg_attribute join pg_class on oid = attrelid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attname like '%\_at'
       and format_type(atttypid, atttypmod) <> 'timestamp(3) with time zone' $$,
  'every time is exact in milliseconds'
);
select is(
  (select attgenerated::text from pg_attribute
   where attrelid = 'public.artifacts'::regclass and attname = name),
  's', name || ' is computed by the database'
) from unnest(array['size']::name[]) as name;

select matches(
  pg_get_indexdef('public.artifacts_newest_first'::regclass),
  ' btree \(user_id, created_at DESC, id DESC\) WHERE \(deleted_at IS NULL\)$',
  'one person''s live artifacts can be read newest first from an index'
);
select matches(
  pg_get_indexdef('public.artifacts_in_trash'::regclass),
  ' btree \(user_id, created_at DESC, id DESC\) WHERE \(deleted_at IS NOT NULL\)$',
  'and those in the trash from another'
);
select matches(
  pg_get_indexdef(('public.' || index)::regclass), ' gin \(\w*words\) WITH \(fastupdate=off\)$',
  'artifacts can be found by their words from ' || index
) from unnest(array['artifacts_title_words', 'content_words_words']) as index;
select indexes_are(
  'public', 'artifacts', array[
    'artifacts_pkey', 'artifacts_of_owner', 'artifacts_idempotency',
    'artifacts_newest_first', 'artifacts_in_trash', 'artifacts_title_words'
  ],
  'and artifacts has no index that nothing reads'
);
select indexes_are('public', 'libraries', array['libraries_pkey'], 'nor has libraries');
select indexes_are('public', 'call_budgets', array['call_budgets_pkey'], 'nor has call_budgets');
select indexes_are(
  'public', 'artifact_versions', array['artifact_versions_pkey', 'artifact_versions_with_content'],
  'nor has artifact_versions'
);
select indexes_are(
  'public', 'content_words', array['content_words_pkey', 'content_words_words'], 'nor has content_words'
);
select indexes_are(
  'public', 'artifact_shares', array['artifact_shares_pkey', 'artifact_shares_of_artifact'],
  'nor has artifact_shares'
);

select triggers_are(
  'public', 'artifacts', array[
    'count_artifact', 'count_artifacts_gone', 'count_row', 'index_content', 'index_title', 'revoke_shares'
  ], 'changes of artifacts are indexed and counted, and the trash revokes shares'
);
select triggers_are(
  'public', 'artifact_versions', array['count_bytes', 'count_bytes_gone', 'count_version'],
  'changes of versions are counted'
);
select triggers_are(
  'public', 'content_words', array['count_bytes', 'count_bytes_gone', 'count_words_gone'],
  'changes of words are counted'
);
select triggers_are(
  'public', 'artifact_shares', array['count_bytes', 'count_bytes_gone'], 'changes of shares are counted'
);

select is(
  (select relrowsecurity from pg_class where oid = ('public.' || name)::regclass),
  true, 'row level security is on for ' || name
) from unnest(array[
  'artifacts', 'libraries', 'artifact_versions', 'artifact_shares', 'call_budgets', 'content_words',
  'project'
]) as name;
select policies_are('public', name, array[policy], 'with one policy for ' || name)
from (values
  ('artifacts'::name, 'artifacts_of_the_token_subject'::name),
  ('libraries', 'libraries_of_the_token_subject'),
  ('artifact_versions', 'versions_of_the_token_subject'),
  ('artifact_shares', 'shares_of_the_token_subject'),
  ('call_budgets', 'call_budgets_of_the_token_subject'),
  ('content_words', 'content_words_of_the_token_subject'),
  ('project', 'project_of_no_user')
) as policies (name, policy);
select is_empty(
  $$ select oid::regprocedure from pg_proc
     where pronamespace = 'public'::regnamespace
       and (prosecdef or not coalesce(proconfig, '{}') @> array['search_path=""']) $$,
  'every function runs with the rights of who calls it, and finds nothing by a search path'
);

select * from finish();
rollback;
