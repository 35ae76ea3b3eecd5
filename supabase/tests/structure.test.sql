-- The table of artifacts: columns, keys, the index that listings need, row level security.
begin;
create extension if not exists pgtap with schema extensions;
select plan(13);

select columns_are('public', 'artifacts', array[
  'id', 'user_id', 'title', 'kind', 'language', 'tags', 'content', 'size', 'version',
  'created_at', 'updated_at'
], 'artifacts has these columns and no other');
select col_is_pk('public', 'artifacts', 'id', 'an artifact is known by its id');
select col_type_is('public', 'artifacts', 'id', 'uuid', 'which is a UUID');
select col_default_is(
  'public', 'artifacts', 'id', 'gen_random_uuid()', 'that tells nothing and cannot be guessed'
);
select col_type_is('public', 'artifacts', 'user_id', 'text', 'Clerk''s ids are text');
select set_eq(
  $$ select attname::text from pg_attribute
     where attrelid = 'public.artifacts'::regclass and attnum > 0 and not attnotnull $$,
  array['language'],
  'only the language may be missing'
);
select col_type_is(
  'public', 'artifacts', time, 'timestamp(3) with time zone', time || ' is exact in milliseconds'
) from unnest(array['created_at', 'updated_at']::name[]) as time;
select is(
  (select attgenerated::text from pg_attribute
   where attrelid = 'public.artifacts'::regclass and attname = 'size'),
  's', 'the size is computed by the database'
);
select matches(
  pg_get_indexdef('public.artifacts_newest_first'::regclass),
  ' btree \(user_id, created_at DESC, id DESC\)$',
  'one person''s artifacts can be read newest first from an index'
);
select indexes_are(
  'public', 'artifacts', array['artifacts_pkey', 'artifacts_newest_first'],
  'and no index is kept that nothing reads'
);
select is(
  (select relrowsecurity from pg_class where oid = 'public.artifacts'::regclass),
  true, 'row level security is on'
);
select policies_are(
  'public', 'artifacts', array['artifacts_of_the_token_subject'], 'with one policy'
);

select * from finish();
rollback;
