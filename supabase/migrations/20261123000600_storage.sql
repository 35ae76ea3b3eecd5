-- Storage accounting, because quotas limit bytes on disk. `libraries.bytes` is the sum of `gone_bytes` and of `bytes`
-- in content_words, artifact_versions and artifact_shares. Triggers update the sum with every change of these tables.
-- The constants below were measured. Task test:postgres compares the counted bytes with the size of the tables.

-- An index entry takes 4 bytes if many artifacts contain the word, and 60 bytes if only one does. The formula assumes
-- that longer words are rarer. This comment stands outside of the function's body: test:isolation reads the running
-- statements, and would take a table's name in a comment for a read of the table.
create function library.index_bytes(words tsvector) returns integer
language sql stable strict set search_path = '' as $$
  select 3 * pg_column_size(strip(words)) - 6 * length(words)
$$;
comment on function library.index_bytes is 'Returns the bytes on disk of the words'' entries in a search index.';

create function library.words_bytes(words tsvector) returns integer
language sql stable strict set search_path = '' as $$
  select pg_column_size(words) + library.index_bytes(words)
$$;
comment on function library.words_bytes is
  'Returns the bytes on disk of words: the column, and the entries in the search index.';

create function library.content_bytes(stored integer) returns integer
language sql immutable set search_path = '' as $$
  -- TOAST stores a content in chunks. Their headers take 5 % more.
  select coalesce(stored, 0) / 20 * 21
$$;
comment on function library.content_bytes is
  'Returns the bytes on disk of a content. stored: its compressed size in bytes.';

create function library.fields_bytes(fields library.artifact_fields) returns integer
language sql stable set search_path = '' as $$
  select octet_length(fields.title) + octet_length(array_to_string(fields.tags, ' '))
    + coalesce(octet_length(fields.description), 0)
$$;
comment on function library.fields_bytes is 'Returns the bytes of the versioned fields that can be long.';

create function library.row_bytes(artifact public.artifacts) returns integer
language plpgsql stable set search_path = '' as $$
declare
  -- An estimate: the columns of fixed size, and the row's entries in all indexes but the index of words.
  fixed_bytes constant integer := 600;
begin
  return fixed_bytes + library.fields_bytes(library.fields_of(artifact))
    + 2 * coalesce(octet_length(artifact.idempotency_key), 0)
    + library.words_bytes(artifact.title_words);
end $$;
comment on function library.row_bytes is
  'Returns the bytes on disk of an artifact, without its content and the words of its content.';

-- Gone words: a GIN index keeps the entries of replaced and deleted words until its rebuild. The quota must count these
-- entries. Otherwise a user could fill the disk by replacing contents all day.

create function library.word_hashes(words tsvector, seed bigint, level integer) returns setof bigint
language sql immutable strict set search_path = '' as $$
  -- The lowest 12 bits contain the length of the word (4095 = 2 ^ 12 - 1). The other bits contain its hash.
  select hash
  from unnest(tsvector_to_array(words)) as word,
    lateral (select (hashtextextended(word, seed) & ~4095::bigint) | octet_length(word) as hash) as hashed
  where (hash >> 12) & ((1::bigint << level) - 1) = 0
$$;
comment on function library.word_hashes is
  'Returns a hash of each word, with the word''s length in the lowest 12 bits. level is the number of bits above the '
  'length that must be zero: each level halves the number of words.';

create function library.word_hashes_bytes(hashes bigint[], level integer) returns bigint
language sql immutable strict set search_path = '' as $$
  select (coalesce(sum(6 + 3 * (hash & 4095)), 0) * (1::bigint << level))::bigint from unnest(hashes) as hash
$$;
comment on function library.word_hashes_bytes is
  'Estimates library.index_bytes from the hashes of words. level: as in library.word_hashes.';

create function library.add_gone_words(
  owner text, old_words tsvector, new_words tsvector, in_index integer
) returns void language plpgsql set search_path = '' as $$
declare
  max_hashes constant integer := 1024;
  totals constant public.libraries := l from public.libraries as l where l.user_id = owner;
  level integer := totals.gone_level;
  -- Each index has its own seed, so that a word in both indexes counts twice.
  seed constant bigint := p.seed + in_index from library.project as p;
  hashes bigint[] := array(
    (select unnest(totals.gone_words) union select library.word_hashes(old_words, seed, level))
    except select library.word_hashes(new_words, seed, level)
  );
  more_bytes bigint;
begin
  while cardinality(hashes) > max_hashes loop
    level := level + 1;
    hashes := array(
      select hash from unnest(hashes) as hash where (hash >> 12) & ((1::bigint << level) - 1) = 0
    );
  end loop;
  more_bytes := library.word_hashes_bytes(hashes, level)
    - library.word_hashes_bytes(totals.gone_words, totals.gone_level);
  update public.libraries
  set gone_words = hashes, gone_level = level,
    bytes = bytes + more_bytes, gone_bytes = gone_bytes + more_bytes
  where user_id = owner and (gone_words, gone_level) <> (hashes, level);
end $$;
comment on function library.add_gone_words is
  'Adds the index entries of old_words that are not in new_words to gone_bytes. in_index: 0 = the index of contents, '
  '1 = the index of titles.';

create function library.add_gone_bytes(owner text, more_bytes bigint) returns void
language sql set search_path = '' as $$
  update public.libraries
  set bytes = bytes + more_bytes, gone_bytes = gone_bytes + more_bytes
  where user_id = owner and more_bytes > 0
$$;

-- PostgreSQL runs the triggers of one table and event in the order of their names. The order matters: adjust_row_bytes
-- must add its difference before index_content sets the total.

create function library.index_title() returns trigger language plpgsql set search_path = '' as $$
begin
  new.title_words := library.title_search_vector(new.user_id, library.fields_of(new));
  return new;
end $$;

create function library.index_content() returns trigger language plpgsql set search_path = '' as $$
declare
  new_words constant tsvector := library.content_search_vector(new.user_id, new.content);
begin
  -- A new artifact has no old words. Looking for them could use a plan from when the table was empty: a full scan.
  if tg_op = 'UPDATE' then
    perform library.add_gone_words(user_id, words, new_words, 0)
    from library.content_words where user_id = new.user_id and artifact_id = new.id;
  elsif exists (select from public.libraries where user_id = new.user_id and gone_words <> '{}') then
    perform library.add_gone_words(new.user_id, null, new.title_words, 1);
    perform library.add_gone_words(new.user_id, null, new_words, 0);
  end if;
  insert into library.content_words (user_id, artifact_id, words, bytes)
  select user_id, id, new_words,
    -- pg_column_size reads the stored row, where the content is compressed.
    library.row_bytes(new) + library.content_bytes(pg_column_size(content)) + library.words_bytes(new_words)
  from public.artifacts where user_id = new.user_id and id = new.id
  on conflict (user_id, artifact_id) do update set words = excluded.words, bytes = excluded.bytes;
  return null;
end $$;

create function library.adjust_row_bytes() returns trigger language plpgsql set search_path = '' as $$
begin
  update library.content_words set bytes = bytes + library.row_bytes(new) - library.row_bytes(old)
  where user_id = new.user_id and artifact_id = new.id;
  perform library.add_gone_words(new.user_id, old.title_words, new.title_words, 1);
  return null;
end $$;

create function library.measure_version() returns trigger language plpgsql set search_path = '' as $$
declare
  -- The row's fixed columns, and its entries in two indexes. Without this constant, a user could fill the disk by
  -- renaming artifacts all day.
  fixed_bytes constant integer := 300;
begin
  -- The content was copied from the artifact's row in its compressed form.
  new.bytes := fixed_bytes + library.fields_bytes(row(new.title, new.language, new.tags, new.description))
    + library.content_bytes(pg_column_size(new.content));
  return new;
end $$;

create function library.add_artifact_to_library() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if new.user_id = old.user_id then return null; end if;
    update public.libraries set artifacts = artifacts - 1 where user_id = old.user_id;
  end if;
  insert into public.libraries as l (user_id, artifacts) values (new.user_id, 1)
  on conflict (user_id) do update set artifacts = l.artifacts + 1;
  return null;
end $$;

-- The triggers that count run once per statement, not per row. One statement can delete all versions of an artifact,
-- and within a transaction each update of the library's row makes the next update slower.
create function library.subtract_artifacts_from_library() returns trigger
language plpgsql set search_path = '' as $$
begin
  update public.libraries as l set artifacts = l.artifacts - deleted.artifacts
  from (select user_id, count(*) as artifacts from deleted_rows group by user_id) as deleted
  where l.user_id = deleted.user_id;
  perform library.add_gone_words(user_id, title_words, null, 1) from deleted_rows;
  return null;
end $$;

create function library.add_deleted_words() returns trigger language plpgsql set search_path = '' as $$
begin
  perform library.add_gone_words(user_id, words, null, 0) from deleted_rows;
  return null;
end $$;

create function library.add_bytes_to_library() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    -- If the owner stays the same, only the difference is added. Subtracting the old bytes first could make the total
    -- negative: when an artifact moves to a new owner, the new library does not contain its bytes yet.
    if new.user_id = old.user_id then
      update public.libraries set bytes = bytes + new.bytes - old.bytes
      where user_id = new.user_id and new.bytes <> old.bytes;
      return null;
    end if;
    update public.libraries set bytes = bytes - old.bytes where user_id = old.user_id;
  end if;
  insert into public.libraries as l (user_id, bytes) values (new.user_id, new.bytes)
  on conflict (user_id) do update set bytes = l.bytes + excluded.bytes;
  return null;
end $$;

create function library.subtract_bytes_from_library() returns trigger
language plpgsql set search_path = '' as $$
begin
  update public.libraries as l set bytes = l.bytes - deleted.bytes
  from (select user_id, sum(bytes) as bytes from deleted_rows group by user_id) as deleted
  where l.user_id = deleted.user_id;
  return null;
end $$;

create trigger index_title before insert or update of user_id, title, tags, description on public.artifacts
  for each row execute function library.index_title();
create trigger add_artifact_to_library after insert or update of user_id on public.artifacts
  for each row execute function library.add_artifact_to_library();
create trigger adjust_row_bytes after update of title, tags, description, idempotency_key on public.artifacts
  for each row execute function library.adjust_row_bytes();
create trigger index_content after insert or update of user_id, content on public.artifacts
  for each row execute function library.index_content();
create trigger subtract_artifacts_from_library after delete on public.artifacts
  referencing old table as deleted_rows
  for each statement execute function library.subtract_artifacts_from_library();

create trigger add_bytes_to_library after insert or update of user_id, bytes on library.content_words
  for each row execute function library.add_bytes_to_library();
create trigger add_deleted_words after delete on library.content_words
  referencing old table as deleted_rows
  for each statement execute function library.add_deleted_words();
create trigger subtract_bytes_from_library after delete on library.content_words
  referencing old table as deleted_rows
  for each statement execute function library.subtract_bytes_from_library();

create trigger measure_version before insert or update of title, tags, description, content on library.artifact_versions
  for each row execute function library.measure_version();
-- Runs on every update, not only on updates "of bytes": trigger measure_version changes bytes in other updates, too.
create trigger add_bytes_to_library after insert or update on library.artifact_versions
  for each row execute function library.add_bytes_to_library();
create trigger subtract_bytes_from_library after delete on library.artifact_versions
  referencing old table as deleted_rows
  for each statement execute function library.subtract_bytes_from_library();

create trigger add_bytes_to_library after insert or update of user_id, bytes on library.artifact_shares
  for each row execute function library.add_bytes_to_library();
create trigger subtract_bytes_from_library after delete on library.artifact_shares
  referencing old table as deleted_rows
  for each statement execute function library.subtract_bytes_from_library();

create function public.project_status() returns jsonb language plpgsql set search_path = '' as $$
declare
  -- One call resets at most this number of libraries: saves wait for its locks. lock_library resets the others.
  max_libraries constant integer := 1000;
  files constant oid[] := array[
    pg_relation_filenode('public.artifacts_title_words'), pg_relation_filenode('library.content_words_words')
  ];
  status jsonb;
begin
  -- Only if both indexes were rebuilt: gone_bytes counts words of both, and one rebuild may be cancelled every night.
  update library.project set words_files = files, rebuilds = rebuilds + 1, rebuilt_at = now()
  where words_files[1] <> files[1] and words_files[2] <> files[2];
  perform library.reset_gone_bytes(array(
    select user_id from public.libraries
    where gone_bytes > 0 and rebuilds <> (select rebuilds from library.project)
    limit max_libraries for update skip locked
  ));
  update library.project
  set bytes = (select coalesce(sum(bytes), 0) from public.libraries)
  where singleton -- Supabase's extension safeupdate rejects an update without WHERE
  returning jsonb_build_object('bytes', bytes, 'purged_at', purged_at, 'rebuilt_at', rebuilt_at) into status;
  return status;
end $$;
comment on function public.project_status is
  'Counts the bytes of all libraries. Saves are compared with the last count. Returns {"bytes", "purged_at", '
  '"rebuilt_at"}. Reads every library, so a worker calls it at most once a minute.';

revoke all on function
  library.index_bytes, library.words_bytes, library.content_bytes, library.fields_bytes, library.row_bytes,
  library.word_hashes, library.word_hashes_bytes, library.add_gone_words, library.add_gone_bytes,
  library.index_title, library.index_content, library.adjust_row_bytes, library.measure_version,
  library.add_artifact_to_library, library.subtract_artifacts_from_library, library.add_deleted_words,
  library.add_bytes_to_library, library.subtract_bytes_from_library, public.project_status
from public, anon, authenticated, service_role;
grant execute on function
  library.index_bytes, library.words_bytes, library.content_bytes, library.fields_bytes, library.row_bytes,
  library.word_hashes, library.word_hashes_bytes, library.add_gone_words, library.add_gone_bytes,
  public.project_status
to service_role;
