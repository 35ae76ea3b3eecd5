-- Search over both indexes, contents in chunks, quotas that mean disk, and a limit for the whole project.

alter table public.artifacts drop column words,
  alter column title_words set default '', alter column title_words set not null;
drop function public.words_of(text, text, text[], text);

-- Quotas: `libraries.bytes` is the sum of `bytes` in content_words, artifact_versions and artifact_shares, and of
-- `gone_bytes`.

drop trigger count_kept on public.artifacts;
drop trigger count_gone on public.artifacts;
drop trigger count_kept on public.artifact_versions;
drop trigger count_gone on public.artifact_versions;
drop function public.count_kept(), public.count_gone(), public.edited(text, jsonb),
  public.refusal_if_full(public.libraries, integer, integer, integer, bigint);

create function public.count_artifact() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if new.user_id = old.user_id then return null; end if;
    update public.libraries set artifacts = artifacts - 1 where user_id = old.user_id;
  end if;
  insert into public.libraries as library (user_id, artifacts) values (new.user_id, 1)
  on conflict (user_id) do update set artifacts = library.artifacts + 1;
  return null;
end $$;

-- A statement at a time: each change of one row makes the next change of it slower until the transaction ends.
create function public.count_artifacts_gone() returns trigger language plpgsql set search_path = '' as $$
begin
  update public.libraries as library set artifacts = library.artifacts - gone_of.rows
  from (select user_id, count(*) as rows from gone group by user_id) as gone_of
  where library.user_id = gone_of.user_id;
  perform public.count_gone_words(user_id, title_words, null, 1) from gone;
  return null;
end $$;

create function public.count_words_gone() returns trigger language plpgsql set search_path = '' as $$
begin
  perform public.count_gone_words(user_id, words, null, 0) from gone;
  return null;
end $$;

create function public.count_bytes() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    -- When an artifact gets a new owner, this runs before the move is counted: only the difference can be added.
    if new.user_id = old.user_id then
      update public.libraries set bytes = bytes + new.bytes - old.bytes
      where user_id = new.user_id and new.bytes <> old.bytes;
      return null;
    end if;
    update public.libraries set bytes = bytes - old.bytes where user_id = old.user_id;
  end if;
  insert into public.libraries as library (user_id, bytes) values (new.user_id, new.bytes)
  on conflict (user_id) do update set bytes = library.bytes + excluded.bytes;
  return null;
end $$;

create function public.count_bytes_gone() returns trigger language plpgsql set search_path = '' as $$
begin
  update public.libraries as library set bytes = library.bytes - gone_of.bytes
  from (select user_id, sum(bytes) as bytes from gone group by user_id) as gone_of
  where library.user_id = gone_of.user_id;
  return null;
end $$;

create trigger count_artifact after insert or update of user_id on public.artifacts
  for each row execute function public.count_artifact();
create trigger count_artifacts_gone after delete on public.artifacts referencing old table as gone
  for each statement execute function public.count_artifacts_gone();
create trigger count_bytes after insert or update of user_id, bytes on public.content_words
  for each row execute function public.count_bytes();
create trigger count_bytes_gone after delete on public.content_words referencing old table as gone
  for each statement execute function public.count_bytes_gone();
create trigger count_words_gone after delete on public.content_words referencing old table as gone
  for each statement execute function public.count_words_gone();
-- Its bytes are set by a trigger, so any update may change them.
create trigger count_bytes after insert or update on public.artifact_versions
  for each row execute function public.count_bytes();
create trigger count_bytes_gone after delete on public.artifact_versions referencing old table as gone
  for each statement execute function public.count_bytes_gone();
create trigger count_bytes after insert or update of user_id, bytes on public.artifact_shares
  for each row execute function public.count_bytes();
create trigger count_bytes_gone after delete on public.artifact_shares referencing old table as gone
  for each statement execute function public.count_bytes_gone();

do $$
begin
  lock table public.content_words, public.artifact_versions, public.artifact_shares
    in share row exclusive mode;
  update public.libraries as library set bytes = stored.bytes, gone_bytes = 0
  from (
    select user_id, sum(bytes) as bytes from (
      select user_id, bytes from public.content_words
      union all select user_id, bytes from public.artifact_versions
      union all select user_id, bytes from public.artifact_shares
    ) as rows group by user_id
  ) as stored
  where stored.user_id = library.user_id;
end $$;

update public.project set
  bytes = (select coalesce(sum(bytes), 0) from public.libraries),
  words_files = array[
    pg_relation_filenode('public.artifacts_title_words'), pg_relation_filenode('public.content_words_words')
  ];

-- As before; and what was gone before the indexes were rebuilt takes nothing any longer.
create or replace function public.lock_library(owner text) returns public.libraries
language plpgsql set search_path = '' as $$
declare
  library public.libraries;
  rebuilds_now constant integer := rebuilds from public.project;
begin
  insert into public.libraries (user_id, rebuilds) values (owner, rebuilds_now) on conflict do nothing;
  select * into strict library from public.libraries where user_id = owner for update;
  if library.rebuilds <> rebuilds_now then
    perform public.free_gone(array[owner]);
    select * into strict library from public.libraries where user_id = owner;
  end if;
  return library;
end $$;

create function public.free_gone(owners text[]) returns void language sql set search_path = '' as $$
  update public.libraries
  set bytes = bytes - gone_bytes, gone_bytes = 0, gone_words = '{}', gone_level = 0,
    rebuilds = (select rebuilds from public.project)
  where user_id = any (owners)
$$;

-- {"bytes", "purged_at", "rebuilt_at"}. Reads every library, so a worker calls it once a minute, and saves rely on its
-- last count.
create function public.project_status() returns jsonb language plpgsql set search_path = '' as $$
declare
  files constant oid[] := array[
    pg_relation_filenode('public.artifacts_title_words'), pg_relation_filenode('public.content_words_words')
  ];
  status jsonb;
begin
  -- Both, or a rebuild of one that is cut off every night would free what the other keeps.
  update public.project set words_files = files, rebuilds = rebuilds + 1, rebuilt_at = now()
  where words_files[1] <> files[1] and words_files[2] <> files[2];
  -- A thousand at a time, and none that is being changed, so that no save waits for long: lock_library frees the others.
  perform public.free_gone(array(
    select user_id from public.libraries
    where gone_bytes > 0 and rebuilds <> (select rebuilds from public.project)
    limit 1000 for update skip locked
  ));
  update public.project
  set bytes = (select coalesce(sum(bytes), 0) from public.libraries)
  returning jsonb_build_object('bytes', bytes, 'purged_at', purged_at, 'rebuilt_at', rebuilt_at) into status;
  return status;
end $$;

-- What has more bytes than allowed: the "library"; the "project"; the "index", by words of what is gone, for which every
-- library has half as much again; or none. How many bytes something takes is known when it is stored.
create function public.full_of(owner text, max_bytes bigint, max_project_bytes bigint) returns text
language sql stable set search_path = '' as $$
  select case
    when library.bytes - library.gone_bytes > max_bytes then 'library'
    when project.bytes > max_project_bytes then 'project'
    when library.gone_bytes > greatest(max_bytes / 2, 8388608) then 'index'
  end
  from public.project left join public.libraries as library on library.user_id = owner
$$;

create function public.full_refusal(owner text, what text) returns jsonb
language sql stable strict set search_path = '' as $$
  select case what
    when 'library' then
      jsonb_build_object('refusal', 'full', 'of', 'bytes', 'used', bytes - gone_bytes)
    else jsonb_build_object('refusal', what || '_full')
  end
  from public.libraries where user_id = owner
$$;

-- {"artifact", "replayed"}; replayed: "no"; or, when this key made an artifact within 24 hours, which
-- is then the answer, whether it was made of the "same" or of "other" words.
drop function public.create_artifact(text, text, text, text, integer, bigint, text, text[], text);
create function public.create_artifact(
  owner text, title text, kind text, content text, max_artifacts integer, max_bytes bigint,
  max_project_bytes bigint default null,
  language text default null, tags text[] default '{}', idempotency_key text default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  library public.libraries := public.lock_library(owner);
  earlier record;
  created uuid;
  full_one text;
begin
  if idempotency_key is not null then
    select a.id, a.created_at, a.kind, coalesce(v.title, a.title) as title,
      case when v.version is null then a.language else v.language end as language,
      coalesce(v.tags, a.tags) as tags, public.content_of(owner, a.id, 1) as content
    into earlier
    from public.artifacts as a
    left join public.artifact_versions as v
      on v.user_id = owner and v.artifact_id = a.id and v.version = 1
    where a.user_id = owner and a.idempotency_key = create_artifact.idempotency_key;
    if earlier.created_at > now() - interval '24 hours' then
      return jsonb_build_object(
        'artifact', public.summary_of(owner, earlier.id),
        'replayed', case
          when (earlier.title, earlier.kind, earlier.content, earlier.tags)
            = (create_artifact.title, create_artifact.kind, create_artifact.content,
               create_artifact.tags)
            and earlier.language is not distinct from create_artifact.language
          then 'same' else 'other' end
      );
    end if;
  end if;

  if library.artifacts >= max_artifacts then
    return jsonb_build_object('refusal', 'full', 'of', 'artifacts', 'used', library.artifacts);
  end if;
  full_one := public.full_of(owner, max_bytes, max_project_bytes);
  if full_one is not null then return public.full_refusal(owner, full_one); end if;
  update public.artifacts as a set idempotency_key = null
  where a.user_id = owner and a.idempotency_key = create_artifact.idempotency_key;
  insert into public.artifacts (user_id, title, kind, content, language, tags, idempotency_key)
  values (owner, title, kind, content, language, tags, idempotency_key) returning id into created;
  full_one := public.full_of(owner, max_bytes, max_project_bytes);
  if full_one is not null then
    -- Not rolled back: its words stay in the indexes, and count, as does its content, until that is vacuumed.
    perform public.count_gone_bytes(owner, public.content_bytes(pg_column_size(a.content)))
    from public.artifacts as a where a.user_id = owner and a.id = created;
    delete from public.artifacts where user_id = owner and id = created;
    return public.full_refusal(owner, full_one);
  end if;
  return jsonb_build_object('artifact', public.summary_of(owner, created), 'replayed', 'no');
exception when query_canceled then
  return public.cancelled_save(owner, null, title, tags, content);
end $$;

-- The refusal of a save that the time limit ended, or its caller. What it wrote until then stays in the indexes, and as
-- much of it as may be there counts. A save that is ended while it waits for the library has written nothing, and fails.
create function public.cancelled_save(owner text, artifact uuid, title text, tags text[], content text)
returns jsonb language plpgsql set search_path = '' as $$
declare
  was constant public.artifacts := a from public.artifacts as a where a.user_id = owner and a.id = artifact;
  words_before constant tsvector := words from public.content_words
    where user_id = owner and artifact_id = artifact;
begin
  perform public.count_gone_words(
    owner, public.title_words_of(owner, title, tags), was.title_words, 1
  );
  if content is distinct from was.content then
    perform public.count_gone_bytes(owner, public.content_bytes(octet_length(content)));
    perform public.count_gone_words(owner, public.content_words_of(owner, content), words_before, 0);
  end if;
  return '{"refusal": "save_cancelled"}'::jsonb;
end $$;

-- Replaces what an artifact is, and keeps what it was as a version. The library is locked by the caller.
drop function public.replace_artifact(
  public.libraries, public.artifacts, text, text, text[], text, bigint
);
create function public.replace_artifact(
  artifact public.artifacts, new_title text, new_language text, new_tags text[], new_content text,
  max_bytes bigint, max_project_bytes bigint
) returns jsonb language plpgsql set search_path = '' as $$
declare
  same_content constant boolean := new_content = artifact.content;
  full_one text;
  written_title_words tsvector;
  written_words tsvector;
  written_bytes bigint;
begin
  -- What is the same as before is no new version.
  if same_content and new_title = artifact.title and new_tags = artifact.tags
    and new_language is not distinct from artifact.language
  then
    return jsonb_build_object('artifact', public.summary_of(artifact.user_id, artifact.id));
  end if;
  full_one := public.full_of(artifact.user_id, max_bytes, max_project_bytes);
  if full_one is not null then return public.full_refusal(artifact.user_id, full_one); end if;
  begin
    insert into public.artifact_versions
      (user_id, artifact_id, version, title, language, tags, content, size, created_at)
    values (
      artifact.user_id, artifact.id, artifact.version, artifact.title, artifact.language,
      artifact.tags, case when not same_content then artifact.content end, artifact.size,
      artifact.updated_at
    );
    update public.artifacts
    set title = new_title, language = new_language, tags = new_tags,
      version = version + 1, updated_at = greatest(clock_timestamp(), updated_at)
    where user_id = artifact.user_id and id = artifact.id;
    -- A content that stays is neither written nor indexed again.
    if not same_content then
      update public.artifacts set content = new_content
      where user_id = artifact.user_id and id = artifact.id;
    end if;
    full_one := public.full_of(artifact.user_id, max_bytes, max_project_bytes);
    if full_one is not null then
      -- Concatenated, so that they are read now: after the rollback what the rows keep outside may be gone.
      select a.title_words || ''::tsvector, w.words || ''::tsvector,
        case when same_content then 0 else public.content_bytes(pg_column_size(a.content)) end
      into written_title_words, written_words, written_bytes
      from public.artifacts as a
      join public.content_words as w on w.user_id = a.user_id and w.artifact_id = a.id
      where a.user_id = artifact.user_id and a.id = artifact.id;
      raise exception using errcode = 'MCP01', message = 'rolls back';
    end if;
  exception when sqlstate 'MCP01' then
    -- All is as it was, but for the indexes, and for a content that is not vacuumed yet.
    perform public.count_gone_bytes(artifact.user_id, written_bytes);
    perform public.count_gone_words(artifact.user_id, written_title_words, artifact.title_words, 1);
    perform public.count_gone_words(artifact.user_id, written_words, words, 0)
    from public.content_words where user_id = artifact.user_id and artifact_id = artifact.id;
    return public.full_refusal(artifact.user_id, full_one);
  end;
  return jsonb_build_object('artifact', public.summary_of(artifact.user_id, artifact.id));
exception when query_canceled then
  return public.cancelled_save(artifact.user_id, artifact.id, new_title, new_tags, new_content);
end $$;

-- {"artifact"}; what is null stays as it is, and an empty language is none.
drop function public.update_artifact(text, uuid, integer, bigint, text, text, jsonb, text[], text);
create function public.update_artifact(
  owner text, artifact uuid, expected_version integer, max_bytes bigint,
  max_project_bytes bigint default null,
  title text default null, content text default null, tags text[] default null,
  language text default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  was public.artifacts;
begin
  perform public.lock_library(owner);
  select * into was from public.artifacts where user_id = owner and id = artifact for update;
  if not found then return '{"refusal": "missing"}'::jsonb; end if;
  if was.deleted_at is not null then return '{"refusal": "trashed"}'::jsonb; end if;
  if was.version <> expected_version then
    return jsonb_build_object('refusal', 'stale', 'version', was.version);
  end if;
  return public.replace_artifact(
    was, coalesce(title, was.title),
    case when language is null then was.language else nullif(language, '') end,
    coalesce(tags, was.tags), coalesce(content, was.content), max_bytes, max_project_bytes
  );
end $$;

-- {"artifact"}: the artifact as it was in a version, which becomes the newest one; without a version,
-- back from the trash as it is.
drop function public.restore_artifact(text, uuid, bigint, integer);
create function public.restore_artifact(
  owner text, artifact uuid, max_bytes bigint, max_project_bytes bigint default null,
  to_version integer default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  was public.artifacts;
  old public.artifact_versions;
  answer jsonb;
begin
  perform public.lock_library(owner);
  select * into was from public.artifacts where user_id = owner and id = artifact for update;
  if not found then return '{"refusal": "missing"}'::jsonb; end if;
  if to_version is null and was.deleted_at is null then
    return '{"refusal": "not_trashed"}'::jsonb;
  end if;
  if to_version <> was.version then
    select * into old from public.artifact_versions
    where user_id = owner and artifact_id = artifact and version = to_version;
    if not found then
      return jsonb_build_object('refusal', 'no_version', 'version', was.version);
    end if;
    answer := public.replace_artifact(
      was, old.title, old.language, old.tags, public.content_of(owner, artifact, to_version),
      max_bytes, max_project_bytes
    );
    if answer ? 'refusal' then return answer; end if;
  end if;
  update public.artifacts set deleted_at = null
  where user_id = owner and id = artifact and deleted_at is not null;
  return jsonb_build_object('artifact', public.summary_of(owner, artifact));
end $$;

-- {"content"}, and where it is less than all: "offset" and, if there is more, "next_offset", in bytes of UTF-8. Cut
-- here, since a caller who wants 40 KiB must not load 1 MiB. Never inside a character: it begins at the start of the
-- one at from_byte, and holds one at least.
create function public.chunk_of(content text, from_byte integer, max_bytes integer) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  bytes bytea;
  size integer;
  first integer;
  next integer;
begin
  if max_bytes is null then return jsonb_build_object('content', content); end if;
  bytes := convert_to(content, 'UTF8');
  size := length(bytes);
  first := least(from_byte, size);
  -- In UTF-8 every byte of a character but the first is 10xxxxxx (RFC 3629 §3).
  while first < size and get_byte(bytes, first) & 192 = 128 loop first := first - 1; end loop;
  next := least(first::bigint + max_bytes, size);
  while next < size and get_byte(bytes, next) & 192 = 128 loop next := next - 1; end loop;
  if next = first and next < size then
    next := next + 1;
    while next < size and get_byte(bytes, next) & 192 = 128 loop next := next + 1; end loop;
  end if;
  return jsonb_build_object(
    'content', convert_from(substring(bytes from first + 1 for next - first), 'UTF8'),
    'offset', first
  ) || case when next < size then jsonb_build_object('next_offset', next) else '{}' end;
end $$;

-- {"artifact"}, with its content or a chunk of it, as it is or as it was in a version.
drop function public.read_version(text, uuid, integer);
create function public.read_artifact(
  owner text, artifact uuid, of_version integer default null,
  from_byte integer default 0, max_bytes integer default null
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  summary jsonb := public.summary_of(owner, artifact);
  current_version constant integer := (summary ->> 'version')::integer;
  old jsonb;
begin
  if summary is null then return '{"refusal": "missing"}'::jsonb; end if;
  if summary ->> 'deleted_at' is not null then return '{"refusal": "trashed"}'::jsonb; end if;
  if of_version <> current_version then
    select jsonb_build_object(
      'title', title, 'language', language, 'tags', tags, 'size', size, 'version', version,
      'updated_at', created_at
    ) into old
    from public.artifact_versions
    where user_id = owner and artifact_id = artifact and version = of_version;
    if not found then
      return jsonb_build_object('refusal', 'no_version', 'version', current_version);
    end if;
  end if;
  return jsonb_build_object('artifact', summary || coalesce(old, '{}') || public.chunk_of(
    public.content_of(owner, artifact, coalesce(of_version, current_version)), from_byte, max_bytes
  ));
end $$;

-- {"expires_at"}: the share with this hash opens the artifact until then. It takes no room in the index of words.
drop function public.share_artifact(text, uuid, text, integer, integer);
create function public.share_artifact(
  owner text, artifact uuid, hash text, expires_in_days integer, max_shares integer,
  max_bytes bigint default null, max_project_bytes bigint default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  summary jsonb;
  full_one text;
  until timestamptz(3);
begin
  perform public.lock_library(owner);
  summary := public.summary_of(owner, artifact);
  if summary is null then return '{"refusal": "missing"}'::jsonb; end if;
  if summary ->> 'deleted_at' is not null then return '{"refusal": "trashed"}'::jsonb; end if;
  delete from public.artifact_shares
  where user_id = owner and artifact_id = artifact and expires_at <= now();
  if (select count(*) from public.artifact_shares
      where user_id = owner and artifact_id = artifact) >= max_shares
  then
    return '{"refusal": "too_many_shares"}'::jsonb;
  end if;
  insert into public.artifact_shares (hash, user_id, artifact_id, expires_at)
  values (hash, owner, artifact, now() + make_interval(days => expires_in_days))
  returning expires_at into until;
  full_one := public.full_of(owner, max_bytes, max_project_bytes);
  if full_one <> 'index' then
    delete from public.artifact_shares as s where s.hash = share_artifact.hash;
    return public.full_refusal(owner, full_one);
  end if;
  return jsonb_build_object('expires_at', until);
end $$;

-- {"artifact"}: what is shared under a hash, without anything about its owner; null when there is none.
drop function public.open_share(text);
create function public.open_share(
  hash text, from_byte integer default 0, max_bytes integer default null
) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('artifact', (
    select jsonb_build_object(
      'title', a.title, 'kind', a.kind, 'language', a.language, 'size', a.size, 'version', a.version,
      'updated_at', a.updated_at
    ) || public.chunk_of(a.content, from_byte, max_bytes)
    from public.artifact_shares as s
    join public.artifacts as a on a.user_id = s.user_id and a.id = s.artifact_id
    where s.hash = open_share.hash and s.expires_at > now() and a.deleted_at is null
  ))
$$;

-- The versions of one artifact after a version, each with what belongs to the artifact.
create function public.versions_after(owner text, artifact uuid, after_version integer, at_most integer)
returns table (
  id uuid, kind text, created_at timestamptz, deleted_at timestamptz,
  version integer, title text, language text, tags text[], size integer, updated_at timestamptz
) language sql stable set search_path = '' as $$
  select a.id, a.kind, a.created_at, a.deleted_at, v.*
  from public.artifacts as a cross join lateral (
    (select version, title, language, tags, size, created_at
     from public.artifact_versions
     where user_id = owner and artifact_id = artifact and version > after_version
     order by version limit at_most)
    union all
    select a.version, a.title, a.language, a.tags, a.size, a.updated_at
    where a.version > after_version
    order by version limit at_most
  ) as v
  where a.user_id = owner and a.id = artifact
$$;

-- {"versions", "more"}: every version of every artifact, the trash included, with contents, in the order of ids and
-- versions, behind a place in it: 100 at most, as many as have max_size bytes together, one at least. A first one that
-- is larger, or goes on from from_byte, is a chunk.
drop function public.export_artifacts(text, integer, uuid, integer);
create function public.export_artifacts(
  owner text, max_size integer, after_id uuid default null, after_version integer default null,
  from_byte integer default 0
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  place uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  behind integer := coalesce(after_version, 0);
  exported record;
  line jsonb;
  lines jsonb[] := array[]::jsonb[];
  sum bigint := 0;
begin
  -- An artifact at a time, so that a page costs what is on it.
  loop
    for exported in
      select * from public.versions_after(owner, place, behind, 101 - cardinality(lines))
    loop
      sum := sum + exported.size;
      if cardinality(lines) = 100 or (cardinality(lines) > 0 and sum > max_size) then
        return jsonb_build_object('versions', to_jsonb(lines), 'more', true);
      end if;
      line := to_jsonb(exported);
      if cardinality(lines) > 0 then
        line := line || jsonb_build_object(
          'content', public.content_of(owner, exported.id, exported.version)
        );
      else
        line := line || public.chunk_of(
          public.content_of(owner, exported.id, exported.version),
          case when exported.id = after_id and exported.version = after_version + 1 then from_byte
            else 0 end,
          max_size
        );
      end if;
      -- All of it is no chunk.
      if line @> '{"offset": 0}' and not line ? 'next_offset' then line := line - 'offset'; end if;
      lines := lines || line;
      if line ? 'next_offset' then
        return jsonb_build_object('versions', to_jsonb(lines), 'more', true);
      end if;
    end loop;
    select id into place from public.artifacts
    where user_id = owner and id > place order by id limit 1;
    exit when not found;
    behind := 0;
  end loop;
  return jsonb_build_object('versions', to_jsonb(lines), 'more', false);
end $$;

-- Search.

-- The first words of a text as spaced() makes it; of several that are the same the first, but for "or".
create function public.first_words(spaced text, at_most integer, repeated boolean) returns text
language sql immutable strict set search_path = '' as $$
  select string_agg(word, ' ' order by place)
  from (
    select word, min(place) as place
    from regexp_split_to_table(spaced, ' +') with ordinality as words (word, place)
    where word <> ''
    group by word, case when repeated or word = 'or' then place end
    order by place limit at_most
  ) as first
$$;

-- What is asked for in words, with "phrases", -exclusions and "or", of words as they are indexed. A dash excludes only
-- before a word and with a blank before it; U+0001 stands for it on the way, and counts for nothing in a query. Of the
-- words outside of phrases the first 32 count: a thousand would be looked up in every artifact. A phrase is looked for
-- in each artifact that has its words, so two with 16 words together are phrases; of more, words are asked for, and
-- nothing is excluded.
create or replace function public.asked_for(query text, config regconfig) returns tsquery
language sql immutable strict set search_path = '' as $$
  with quoted as (
    select text, part,
      case when part % 2 = 0 then public.first_words(public.spaced(text), 16, true) end as phrase
    from regexp_split_to_table(translate(query, U&'\201C\201D\0001', '"" '), '"')
      with ordinality as split (text, part)
    order by part limit 16
  ), parts as (
    select part, phrase,
      part <= 4 and phrase is not null
        and sum(cardinality(string_to_array(phrase, ' '))) over by_part <= 16 as is_phrase,
      phrase is not null and lag(text) over by_part ~ '(^|\s)-$' as is_excluded,
      public.first_words(public.spaced(
        regexp_replace(text, '(^|\s)-(?=[[:alpha:]]|$)', E'\\1\u0001', 'g')
      ), 32, false) as words
    from quoted
    window by_part as (order by part)
  ), counted as (
    select part, phrase, is_phrase, words,
      32 - coalesce(sum(cardinality(string_to_array(words, ' '))) filter (where not is_phrase and not is_excluded)
        over (order by part rows between unbounded preceding and 1 preceding), 0)::integer as words_left
    from parts where is_phrase or not is_excluded
  )
  select websearch_to_tsquery(config, coalesce(string_agg(
    case when is_phrase then '"' || phrase || '"'
      else translate(public.first_words(words, words_left, false), E'\u0001', '-')
    end, ' ' order by part
  ), ''))
  from counted where words_left > 0
$$;

-- The ids of a user's artifacts that have all that is asked for, some of it in the title and the rest in the content:
-- a set from both indexes for each word or phrase. Called for 12 of them at most: a set costs as much as it has members.
create function public.ids_with(owner text, asked tsquery) returns uuid[]
language plpgsql stable set search_path = '' set enable_seqscan = off as $$
declare
  own constant text := quote_literal('@' || owner) || ' & ';
  query text;
  ids uuid[];
begin
  select string_agg(alternative.ids, ' union ') into query
  from (
    select format(
      '(%s%s)',
      coalesce(
        string_agg(part.ids, ' intersect ') filter (where not part.excluded),
        format('select id from public.artifacts where user_id = %L', owner)
      ),
      string_agg(' except ' || part.ids, '') filter (where part.excluded)
    ) as ids
    from regexp_split_to_table(asked::text, ' \| ') with ordinality as alternative (text, number),
    lateral (
      select left(word, 1) = '!' as excluded, format(
        '(select id from public.artifacts where user_id = %2$L and title_words @@ %1$L::tsquery'
          ' union all select artifact_id from public.content_words'
          ' where user_id = %2$L and words @@ %1$L::tsquery)',
        own || ltrim(word, '!'), owner
      ) as ids
      from regexp_split_to_table(alternative.text, ' & ') as word
    ) as part
    group by alternative.number
  ) as alternative;
  execute format('select array(%s)', query) into ids;
  return ids;
end $$;

-- Which artifacts match: all of them; or, of more than 200, the newest 200 and those with the words in their titles,
-- also 200 at most. Plans are made for each query, since a rare word and a common one are found in different ways; but
-- none that reads all users' artifacts until it has met enough of this user's, which may be the last.
create or replace function public.matching_artifacts(
  owner text, asked tsquery, titled tsquery, kind text, tag text, trashed boolean
) returns uuid[] language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_custom_plan' set enable_seqscan = off as $$
declare
  own constant tsquery := quote_literal('@' || owner)::tsquery;
  parts constant integer := cardinality(regexp_split_to_array(asked::text, ' [&|] '));
  -- What is excluded must be missing in the title and in the content.
  excludes constant boolean := asked::text ~ '!';
  matching uuid[] := array(
    select distinct id from (
      select a.id from (
        select id from public.artifacts where user_id = owner and title_words @@ (own && asked)
        union all
        select artifact_id from public.content_words
        where user_id = owner and content_words.words @@ (own && asked)
      ) as found
      join public.artifacts as a on a.user_id = owner and a.id = found.id
      where (a.deleted_at is not null) = trashed
        and (matching_artifacts.kind is null or a.kind = matching_artifacts.kind)
        and (tag is null or tag = any (a.tags))
        and (not excludes or (
          select (a.title_words || w.words) @@ asked from public.content_words as w
          where w.user_id = owner and w.artifact_id = a.id
        ))
      limit 402
    ) as found
  );
begin
  if cardinality(matching) <= 200 and parts between 2 and 12 then
    matching := array(
      select a.id from public.artifacts as a
      where a.user_id = owner and a.id = any (public.ids_with(owner, asked))
        and (a.deleted_at is not null) = trashed
        and (matching_artifacts.kind is null or a.kind = matching_artifacts.kind)
        and (tag is null or tag = any (a.tags))
      limit 201
    );
  end if;
  -- Common words are found sooner by reading the newest artifacts one after the other.
  if cardinality(matching) > 200 then
    matching := array(
      select a.id from public.artifacts as a
      join public.content_words as w on w.user_id = owner and w.artifact_id = a.id
      where a.user_id = owner
        and (
          not excludes and (a.title_words @@ asked or w.words @@ asked)
          or (a.title_words || w.words) @@ asked
        )
        and (a.deleted_at is not null) = trashed
        and (matching_artifacts.kind is null or a.kind = matching_artifacts.kind)
        and (tag is null or tag = any (a.tags))
      order by a.created_at desc, a.id desc limit 200
    ) || array(
      select a.id from public.artifacts as a
      where a.user_id = owner and a.title_words @@ (own && titled)
        -- A query that only excludes has no words.
        and querytree(titled) <> 'T'
        and (a.deleted_at is not null) = trashed
        and (matching_artifacts.kind is null or a.kind = matching_artifacts.kind)
        and (tag is null or tag = any (a.tags))
        and (not excludes or (
          select (a.title_words || w.words) @@ asked from public.content_words as w
          where w.user_id = owner and w.artifact_id = a.id
        ))
      limit 200
    );
  end if;
  return matching;
end $$;

-- As before, within the first characters of a content: to look for 32 words in a million of them takes half a second.
drop function public.excerpt_of(text, tsquery);
create function public.excerpt_of(content text, asked tsquery, within integer) returns text
language plpgsql immutable set search_path = '' as $$
declare
  place integer;
  stems text;
  start integer;
  before text := '';
  after text;
begin
  -- The stems of "companies" and "pricing" are "compani" and "price", which not all their forms begin with.
  select '(?<![[:alnum:]])(' || string_agg(regexp_replace(stem, '(?<=...)[eiy]$', '[eiy]?'), '|') || ')'
  into stems
  from unnest(tsvector_to_array(to_tsvector(
    'pg_catalog.simple', nullif(regexp_replace(querytree(asked), '<\d+>', ' ', 'g'), 'T')
  ))) as stem
  where stem ~ '^[[:alnum:]]+$';
  place := nullif(regexp_instr(left(content, within), stems, 1, 1, 0, 'i'), 0);
  start := greatest(coalesce(place, 1) - 80, 1);
  before := substr(content, start, coalesce(place, 1) - start);
  -- What is cut off is half a word, but for contents without blanks.
  if start > 1 then before := '… ' || regexp_replace(before, '^\S*\s', ''); end if;
  after := substr(content, coalesce(place, 1), 160);
  if char_length(content) >= coalesce(place, 1) + 160 then
    after := regexp_replace(after, '\s\S*$', '') || ' …';
  end if;
  return trim(regexp_replace(
    coalesce(
      regexp_replace(before || after, stems || '[[:alnum:]]*', '**\&**', 'gi'),
      before || after
    ),
    '\s+', ' ', 'g'
  ));
end $$;

-- {"artifacts"}, each with an "excerpt", the best first: those with all the words; where there are none,
-- those with some.
create or replace function public.search_artifacts(
  owner text, query text, at_most integer, skip integer default 0,
  kind text default null, tag text default null, trashed boolean default false
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  asked tsquery := public.asked_for(query, 'pg_catalog.english');
  -- The same of titles, by every word and in no order.
  titled constant tsquery := regexp_replace(
    regexp_replace(public.asked_for(query, 'pg_catalog.simple')::text, '<(-|\d+)>', '&', 'g'),
    '''([^'']+)''', '''=\1''', 'g'
  )::tsquery;
  any_word tsquery;
  matching uuid[];
begin
  if numnode(titled) = 0 then return '{"refusal": "no_words"}'::jsonb; end if;
  if numnode(asked) = 0 then asked := titled; end if;
  matching := public.matching_artifacts(owner, asked, titled, kind, tag, trashed);
  -- What is excluded is never let in. A phrase far into a long content is known by its words alone.
  if cardinality(matching) = 0 and asked::text !~ '!' then
    asked := case
      when asked::text ~ '<' then regexp_replace(asked::text, '<(-|\d+)>', '&', 'g')
      else replace(asked::text, '&', '|')
    end::tsquery;
    matching := public.matching_artifacts(owner, asked, titled, kind, tag, trashed);
  end if;
  -- By any of the words: to rank by all of them together takes the square of what they are.
  any_word := translate(regexp_replace(asked::text, '<(-|\d+)>', '|', 'g'), '&!', '| ')::tsquery;
  return jsonb_build_object('artifacts', coalesce((
    select jsonb_agg(
      -- A call of summary_of for each would take as long as finding them.
      (select to_jsonb(summary) from (select
        best.id, best.title, best.kind, best.language, best.tags, best.size, best.version,
        best.created_at, best.updated_at, best.deleted_at
      ) as summary) || jsonb_build_object('excerpt', public.excerpt_of(
        best.content, asked, greatest(8192, least(65536, 700000 / greatest(at_most, 1)))
      ))
      order by best.rank desc, best.created_at desc, best.id desc
    )
    from (
      select a.*, ts_rank(a.title_words || w.words, any_word, 1) as rank
      from public.artifacts as a
      join public.content_words as w on w.user_id = a.user_id and w.artifact_id = a.id
      where a.user_id = owner and a.id = any (matching)
      order by rank desc, created_at desc, id desc limit at_most offset skip
    ) as best
  ), '[]'));
end $$;

-- A step of the purge of one library: removes shares that have expired, and what has been in the trash for 30 days, oldest
-- versions first. Ends after 50 ms, since saves wait for it. Whether there may be more to remove.
create function public.purge_library(owner text) returns boolean
language plpgsql set search_path = '' as $$
declare
  ending constant timestamptz := clock_timestamp() + interval '50 ms';
  old_one uuid;
begin
  perform public.lock_library(owner);
  for old_one in
    select id from public.artifacts where user_id = owner and deleted_at < now() - interval '30 days'
  loop
    loop
      delete from public.artifact_versions
      where user_id = owner and artifact_id = old_one and version < 500 + (
        select min(version) from public.artifact_versions where user_id = owner and artifact_id = old_one
      );
      exit when not found;
      if clock_timestamp() > ending then return true; end if;
    end loop;
    delete from public.artifacts where user_id = owner and id = old_one;
    if clock_timestamp() > ending then return true; end if;
  end loop;
  delete from public.artifact_shares where hash = any (array(
    select hash from public.artifact_shares where user_id = owner and expires_at < now() limit 5000
  ));
  return found;
end $$;

-- Drops what a rebuild left that was cut off: every save writes to it. One that is going on has a lock, and is let be.
-- Whether nothing is left.
create function public.drop_unfinished_rebuilds() returns boolean
language plpgsql set search_path = '' set lock_timeout = '100ms' as $$
declare
  unfinished regclass;
begin
  for unfinished in
    select i.indexrelid from pg_index as i join pg_class as c on c.oid = i.indexrelid
    where i.indrelid in ('public.artifacts'::regclass, 'public.content_words'::regclass)
      and not i.indisvalid and c.relname ~ '_cc(new|old)\d*$'
  loop
    execute format('drop index %s', unfinished);
  end loop;
  return true;
exception when lock_not_available then
  return false;
end $$;

-- A step of the purge: removes a part of what is old, and of buckets that have long been full again. Whether there is more
-- to remove: each step is committed by itself, so that saves do not wait for all of them.
drop function public.purge_artifacts();
create function public.purge_artifacts() returns boolean
language plpgsql set search_path = '' as $$
declare
  owner text;
begin
  select user_id into owner from (
    select user_id from public.artifacts where deleted_at < now() - interval '30 days'
    union all select user_id from public.artifact_shares where expires_at < now()
  ) as old limit 1;
  if found then
    perform public.purge_library(owner);
    return true;
  end if;
  delete from public.call_budgets where user_id = any (array(
    select user_id from public.call_budgets where counted_at < now() - interval '1 hour'
    limit 5000 for update skip locked
  ));
  if found then return true; end if;
  for attempt in 1..10 loop
    exit when public.drop_unfinished_rebuilds();
    perform pg_sleep(1);
  end loop;
  update public.project set purged_at = now();
  return false;
end $$;

-- Every night, where pg_cron can be had; then the indexes are rebuilt without the words of what is gone. An error of the
-- schedule stops the migration. Where a role may not create extensions, the function mcp reports a purge that is overdue.
do $$
begin
  if not exists (select from pg_catalog.pg_extension where extname = 'pg_cron') then
    if not exists (select from pg_catalog.pg_available_extensions where name = 'pg_cron') then
      raise notice 'No pg_cron: purge once a day, as supabase/README.md says';
      return;
    end if;
    begin
      create extension pg_cron with schema pg_catalog;
    -- Not allowed, or not loaded when the server started.
    exception when insufficient_privilege or undefined_object then
      raise warning 'pg_cron cannot be created (%): purge once a day, as supabase/README.md says', sqlerrm;
      return;
    end;
  end if;
  -- The second time for what a rebuild left.
  perform cron.schedule(
      'purge-artifacts', '17,57 3 * * *',
      -- Between two steps a save that waits for one gets its turn.
      'do $do$ begin while public.purge_artifacts() loop commit; perform pg_sleep(0.01); end loop; end $do$'
    ),
    cron.schedule(
      'rebuild-title-words', '37 3 * * *', 'reindex index concurrently public.artifacts_title_words'
    ),
    cron.schedule(
      'rebuild-content-words', '47 3 * * *', 'reindex index concurrently public.content_words_words'
    );
end $$;

revoke all on function
  public.purge_artifacts(),
  public.purge_library(text),
  public.drop_unfinished_rebuilds(),
  public.count_artifact(),
  public.count_artifacts_gone(),
  public.count_words_gone(),
  public.count_bytes(),
  public.count_bytes_gone(),
  public.free_gone(text[]),
  public.project_status(),
  public.full_of(text, bigint, bigint),
  public.full_refusal(text, text),
  public.create_artifact(
    text, text, text, text, integer, bigint, bigint, text, text[], text
  ),
  public.cancelled_save(text, uuid, text, text[], text),
  public.replace_artifact(
    public.artifacts, text, text, text[], text, bigint, bigint
  ),
  public.update_artifact(text, uuid, integer, bigint, bigint, text, text, text[], text),
  public.restore_artifact(text, uuid, bigint, bigint, integer),
  public.chunk_of(text, integer, integer),
  public.read_artifact(text, uuid, integer, integer, integer),
  public.share_artifact(text, uuid, text, integer, integer, bigint, bigint),
  public.open_share(text, integer, integer),
  public.versions_after(text, uuid, integer, integer),
  public.export_artifacts(text, integer, uuid, integer, integer),
  public.first_words(text, integer, boolean),
  public.excerpt_of(text, tsquery, integer),
  public.ids_with(text, tsquery)
from public, anon, authenticated, service_role;
grant execute on function
  public.free_gone(text[]),
  public.project_status(),
  public.full_of(text, bigint, bigint),
  public.full_refusal(text, text),
  public.create_artifact(
    text, text, text, text, integer, bigint, bigint, text, text[], text
  ),
  public.cancelled_save(text, uuid, text, text[], text),
  public.replace_artifact(
    public.artifacts, text, text, text[], text, bigint, bigint
  ),
  public.update_artifact(text, uuid, integer, bigint, bigint, text, text, text[], text),
  public.restore_artifact(text, uuid, bigint, bigint, integer),
  public.chunk_of(text, integer, integer),
  public.read_artifact(text, uuid, integer, integer, integer),
  public.share_artifact(text, uuid, text, integer, integer, bigint, bigint),
  public.open_share(text, integer, integer),
  public.versions_after(text, uuid, integer, integer),
  public.export_artifacts(text, integer, uuid, integer, integer),
  public.first_words(text, integer, boolean),
  public.excerpt_of(text, tsquery, integer),
  public.ids_with(text, tsquery)
to service_role;
