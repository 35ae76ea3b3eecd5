-- The tables: columns, keys, triggers, the indexes that the store needs, row level security.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

select tables_are('public', array['artifacts', 'libraries'], 'schema public has these tables and no other');
select tables_are('library', array[
  'artifact_versions', 'artifact_shares', 'call_budgets', 'closed_accounts', 'content_words', 'project'
], 'schema library has these tables and no other');
select views_are('public', array[]::name[], 'schema public has no view');
select views_are('library', array['summaries', 'versions'], 'schema library has these views and no other');
select functions_are('public', array[
  'create_artifact', 'update_artifact', 'restore_artifact', 'delete_artifact', 'read_artifact',
  'list_artifacts', 'list_versions', 'search_artifacts', 'share_artifact', 'unshare_artifact', 'open_share',
  'export_artifacts', 'consume_calls', 'project_status', 'purge_artifacts', 'close_account', 'reopen_account',
  'ban_account', 'unban_account', 'list_closed_accounts', 'take_down_share', 'forget_person'
], 'schema public has these functions and no other');
select is_empty(
  $$ select oid::regprocedure, argument from pg_proc, unnest(proargnames) as argument
     where pronamespace = 'public'::regnamespace and argument in (
       select attname from pg_attribute join pg_class on pg_class.oid = attrelid
       where relnamespace in ('public'::regnamespace, 'library'::regnamespace)
     ) $$,
  'no parameter of a function in schema public is named like a column'
);
select is_empty(
  $$ select oid::regclass::text from pg_class
     where relnamespace in ('public'::regnamespace, 'library'::regnamespace)
       and relkind in ('r', 'v') and obj_description(oid, 'pg_class') is null
     union all
     select attrelid::regclass || '.' || attname from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace in ('public'::regnamespace, 'library'::regnamespace) and relkind = 'r'
       and attnum > 0 and not attisdropped and col_description(attrelid, attnum) is null
     union all
     select oid::regprocedure::text from pg_proc
     where pronamespace = 'public'::regnamespace and obj_description(oid, 'pg_proc') is null $$,
  'every table, view and column, and every function in schema public, has a comment'
);
select columns_are('public', 'artifacts', array[
  'id', 'user_id', 'title', 'kind', 'language', 'tags', 'description', 'content', 'size', 'version',
  'created_at', 'updated_at', 'deleted_at', 'idempotency_key', 'title_words'
], 'artifacts has these columns and no other');
select columns_are('public', 'libraries', array[
  'user_id', 'artifacts', 'bytes', 'gone_bytes', 'gone_words', 'gone_level', 'rebuilds'
], 'libraries has these columns and no other');
select columns_are('library', 'artifact_versions', array[
  'user_id', 'artifact_id', 'version', 'title', 'language', 'tags', 'description', 'content', 'size',
  'created_at', 'bytes'
], 'artifact_versions has these columns and no other');
select columns_are('library', 'artifact_shares', array[
  'hash', 'user_id', 'artifact_id', 'created_at', 'expires_at', 'bytes'
], 'artifact_shares has these columns and no other, and none for the share''s id');
select columns_are('library', 'content_words', array[
  'user_id', 'artifact_id', 'words', 'bytes'
], 'content_words has these columns and no other');
select columns_are('library', 'project', array[
  'singleton', 'bytes', 'purged_at', 'words_files', 'rebuilds', 'rebuilt_at', 'seed'
], 'project has these columns and no other');
select columns_are('library', 'call_budgets', array[
  'user_id', 'calls', 'counted_at'
], 'call_budgets has these columns and no other');
select columns_are('library', 'closed_accounts', array[
  'user_hash', 'user_id', 'banned_at', 'erase_at', 'reopened_at'
], 'closed_accounts has these columns and no other');

select col_is_pk('public', 'artifacts', 'id', 'the primary key of artifacts is the id');
select col_type_is('public', 'artifacts', 'id', 'uuid', 'the id of an artifact is a UUID');
select col_default_is(
  'public', 'artifacts', 'id', 'gen_random_uuid()', 'the id of an artifact is random'
);
select col_is_pk('public', 'libraries', 'user_id', 'a user has one library');
select col_is_pk('library', 'call_budgets', 'user_id', 'a user has one bucket of calls');
select col_is_pk(
  'library', 'artifact_versions', array['user_id', 'artifact_id', 'version'],
  'an artifact has each version once'
);
select col_is_pk('library', 'artifact_shares', 'hash', 'the primary key of artifact_shares is the hash');
select col_type_is(schema, name, 'user_id', 'text', 'user_id is text in ' || name)
from (values
  ('public'::name, 'artifacts'::name), ('public', 'libraries'), ('library', 'artifact_versions'),
  ('library', 'artifact_shares'), ('library', 'call_budgets'), ('library', 'closed_accounts'),
  ('library', 'content_words')
) as tables (schema, name);
select fk_ok(
  'library', name, array['user_id', 'artifact_id'], 'public', 'artifacts', array['user_id', 'id'],
  'a row of ' || name || ' has the owner of its artifact'
) from unnest(array['artifact_versions', 'artifact_shares', 'content_words']::name[]) as name;

select set_eq(
  $$ select attrelid::regclass || '.' || attname from pg_attribute join pg_class on oid = attrelid
     where relnamespace in ('public'::regnamespace, 'library'::regnamespace) and relkind = 'r' and attnum > 0 and not attnotnull
       and not attisdropped $$,
  array[
    'artifacts.language', 'artifacts.description', 'artifacts.deleted_at', 'artifacts.idempotency_key',
    'library.artifact_versions.language', 'library.artifact_versions.description',
    'library.artifact_versions.content',
    'library.closed_accounts.user_id', 'library.closed_accounts.banned_at',
    'library.closed_accounts.erase_at', 'library.closed_accounts.reopened_at'
  ],
  'only these columns are nullable'
);
select is_empty(
  $$ select attrelid::regclass || '.' || attname from pg_attribute join pg_class on oid = attrelid
     where relnamespace in ('public'::regnamespace, 'library'::regnamespace) and relkind = 'r' and attname like '%\_at'
       and format_type(atttypid, atttypmod) <> 'timestamp(3) with time zone' $$,
  'every time has a precision of milliseconds'
);
select is(
  (select attgenerated::text from pg_attribute
   where attrelid = 'public.artifacts'::regclass and attname = name),
  's', name || ' is computed by the database'
) from unnest(array['size']::name[]) as name;

select matches(
  pg_get_indexdef('public.artifacts_newest_first'::regclass),
  ' btree \(user_id, \(\(\(deleted_at IS NOT NULL\)\)::integer\), created_at DESC, id DESC\)$',
  'an index has a user''s live artifacts, and those in the trash, newest first'
);
select matches(
  pg_get_indexdef(index::regclass), ' gin \(\w*words\) WITH \(fastupdate=off\)$',
  index || ' is a GIN index of words without a pending list'
) from unnest(array['public.artifacts_title_words', 'library.content_words_words']) as index;
select indexes_are(
  'public', 'artifacts', array[
    'artifacts_pkey', 'artifacts_of_owner', 'artifacts_idempotency',
    'artifacts_newest_first', 'artifacts_in_trash', 'artifacts_title_words'
  ],
  'artifacts has these indexes and no other'
);
select indexes_are('public', 'libraries', array['libraries_pkey'], 'libraries has this index and no other');
select indexes_are('library', 'call_budgets', array['call_budgets_pkey'], 'call_budgets has this index and no other');
select indexes_are(
  'library', 'closed_accounts',
  array['closed_accounts_pkey', 'closed_accounts_user_id_key', 'closed_accounts_to_erase'],
  'closed_accounts has these indexes and no other'
);
select indexes_are(
  'library', 'artifact_versions', array['artifact_versions_pkey', 'artifact_versions_with_content'],
  'artifact_versions has these indexes and no other'
);
select indexes_are(
  'library', 'content_words', array['content_words_pkey', 'content_words_words'], 'content_words has these indexes and no other'
);
select indexes_are(
  'library', 'artifact_shares',
  array['artifact_shares_pkey', 'artifact_shares_of_artifact', 'artifact_shares_oldest_first'],
  'artifact_shares has these indexes and no other'
);

select triggers_are(
  'public', 'artifacts', array[
    'add_artifact_to_library', 'subtract_artifacts_from_library', 'adjust_row_bytes', 'index_content',
    'index_title', 'revoke_shares'
  ], 'artifacts has these triggers and no other'
);
select triggers_are(
  'library', 'artifact_versions', array['add_bytes_to_library', 'subtract_bytes_from_library', 'measure_version'],
  'artifact_versions has these triggers and no other'
);
select triggers_are(
  'library', 'content_words', array['add_bytes_to_library', 'subtract_bytes_from_library', 'add_deleted_words'],
  'content_words has these triggers and no other'
);
select triggers_are(
  'library', 'artifact_shares', array['add_bytes_to_library', 'subtract_bytes_from_library'], 'artifact_shares has these triggers and no other'
);

create temp table secured (schema name, name name, policy name);
insert into secured values
  ('public', 'artifacts', 'artifacts_of_the_token_subject'),
  ('public', 'libraries', 'libraries_of_the_token_subject'),
  ('library', 'artifact_versions', 'versions_of_the_token_subject'),
  ('library', 'artifact_shares', 'shares_of_the_token_subject'),
  ('library', 'call_budgets', 'call_budgets_of_the_token_subject'),
  ('library', 'closed_accounts', 'closed_accounts_of_the_token_subject'),
  ('library', 'content_words', 'content_words_of_the_token_subject'),
  ('library', 'project', 'project_of_no_user');
select set_eq(
  $$ select schema, name from secured $$,
  $$ select schemaname, tablename from pg_tables where schemaname in ('public', 'library') $$,
  'the checks of row level security cover every table'
);
select is(
  (select relrowsecurity from pg_class where oid = format('%I.%I', schema, name)::regclass),
  true, 'row level security is on for ' || name
) from secured;
select policies_are(schema, name, array[policy], name || ' has one policy') from secured;
select is_empty(
  $$ select oid::regclass from pg_class
     where relnamespace in ('public'::regnamespace, 'library'::regnamespace) and relkind = 'v'
       and not coalesce(reloptions, '{}') @> array['security_invoker=true'] $$,
  'every view runs with the rights of its reader'
);
select is_empty(
  $$ select oid::regprocedure from pg_proc
     where pronamespace in ('public'::regnamespace, 'library'::regnamespace)
       and not coalesce(proconfig, '{}') @> array['search_path=""'] $$,
  'no function depends on a search path'
);
select set_eq(
  $$ select proname::text from pg_proc
     where pronamespace in ('public'::regnamespace, 'library'::regnamespace) and prosecdef $$,
  array[
    'close_account', 'reopen_account', 'ban_account', 'unban_account', 'forget_person', 'purge_artifacts'
  ],
  'only functions that close and erase accounts are security definer'
);

select * from finish();
rollback;
