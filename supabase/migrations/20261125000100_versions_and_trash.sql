-- What an artifact has been, the trash, and the functions that change artifacts. Each function answers
-- with an object: what it did, or "refusal" and why nothing was changed.

alter table public.artifacts
  add column deleted_at timestamptz(3),
  add column idempotency_key text check (char_length(idempotency_key) between 1 and 200),
  -- What other tables refer to, so that a row of theirs never has another owner than its artifact.
  add constraint artifacts_of_owner unique (user_id, id),
  add constraint artifacts_idempotency unique (user_id, idempotency_key);

-- Live artifacts and the trash are listed apart.
drop index public.artifacts_newest_first;
create index artifacts_newest_first on public.artifacts (user_id, created_at desc, id desc)
  where deleted_at is null;
create index artifacts_in_trash on public.artifacts (user_id, created_at desc, id desc)
  where deleted_at is not null;

-- Every version but the current one, which is the artifact itself. A kind never changes.
create table public.artifact_versions (
  user_id text not null,
  artifact_id uuid not null,
  version integer not null check (version >= 1),
  title text not null,
  language text,
  tags text[] not null,
  -- Null where the next version has the same content: a change of the title must not cost a copy.
  content text,
  size integer not null,
  created_at timestamptz(3) not null,
  primary key (user_id, artifact_id, version),
  foreign key (user_id, artifact_id) references public.artifacts (user_id, id) on delete cascade
);

alter table public.artifact_versions enable row level security;
create policy versions_of_the_token_subject on public.artifact_versions
  as permissive for all to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id)
  with check (((select auth.jwt()) ->> 'sub') = user_id);

revoke all on public.artifact_versions from public, anon, authenticated, service_role;
-- What has been stays as it was, until it goes with its artifact.
grant select, insert on public.artifact_versions to service_role;

create trigger count_kept after insert or update of user_id, content on public.artifact_versions
  for each row execute function public.count_kept(0);
create trigger count_gone after delete on public.artifact_versions referencing old table as gone
  for each statement execute function public.count_gone(0);

-- An artifact without its content, as it is listed.
create function public.summary_of(owner text, artifact uuid) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(summary) from (
    select id, title, kind, language, tags, size, version, created_at, updated_at, deleted_at
    from public.artifacts where user_id = owner and id = artifact
  ) as summary
$$;

-- The content that an artifact had in a version it has had.
create function public.content_of(owner text, artifact uuid, of_version integer) returns text
language sql stable set search_path = '' as $$
  select coalesce(
    (select content from public.artifact_versions
     where user_id = owner and artifact_id = artifact and version >= of_version
       and content is not null
     order by version limit 1),
    (select content from public.artifacts where user_id = owner and id = artifact)
  )
$$;

-- The refusal when so much more would be more than a library may hold; null when it fits.
create function public.refusal_if_full(
  library public.libraries,
  more_artifacts integer, more_bytes integer, max_artifacts integer, max_bytes bigint
) returns jsonb language sql immutable set search_path = '' as $$
  select case
    when more_artifacts > 0 and library.artifacts + more_artifacts > max_artifacts then
      jsonb_build_object('refusal', 'full', 'of', 'artifacts', 'used', library.artifacts)
    when more_bytes > 0 and library.bytes + more_bytes > max_bytes then
      jsonb_build_object('refusal', 'full', 'of', 'bytes', 'used', library.bytes)
  end
$$;

-- {"artifact", "replayed"}; replayed: "no"; or, when this key made an artifact within 24 hours, which
-- is then the answer, whether it was made of the "same" or of "other" words.
create function public.create_artifact(
  owner text, title text, kind text, content text, max_artifacts integer, max_bytes bigint,
  language text default null, tags text[] default '{}', idempotency_key text default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  library public.libraries := public.lock_library(owner);
  refusal jsonb;
  earlier record;
  created uuid;
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
    update public.artifacts as a set idempotency_key = null
    where a.user_id = owner and a.idempotency_key = create_artifact.idempotency_key;
  end if;

  refusal := public.refusal_if_full(library, 1, octet_length(content), max_artifacts, max_bytes);
  if refusal is not null then return refusal; end if;

  insert into public.artifacts (user_id, title, kind, content, language, tags, idempotency_key)
  values (owner, title, kind, content, language, tags, idempotency_key) returning id into created;
  return jsonb_build_object('artifact', public.summary_of(owner, created), 'replayed', 'no');
end $$;

-- Applies each edit, {"find", "replace"}, to what the one before it left. {"content"}, or the refusal
-- with the number of the edit that does not match exactly one place.
create function public.edited(content text, edits jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  edit record;
  find text;
  place integer;
begin
  for edit in select value, ordinality from jsonb_array_elements(edits) with ordinality loop
    find := edit.value ->> 'find';
    place := strpos(content, find);
    -- Places that overlap are several places, too.
    if place = 0 or strpos(substr(content, place + 1), find) > 0 then
      return jsonb_build_object(
        'refusal', 'edit', 'number', edit.ordinality, 'matches', case place when 0 then 0 else 2 end
      );
    end if;
    content := left(content, place - 1) || (edit.value ->> 'replace')
      || substr(content, place + char_length(find));
  end loop;
  return jsonb_build_object('content', content);
end $$;

-- Replaces what an artifact is, and keeps what it was as a version. The library is locked by the caller.
create function public.replace_artifact(
  library public.libraries, artifact public.artifacts,
  new_title text, new_language text, new_tags text[], new_content text, max_bytes bigint
) returns jsonb language plpgsql set search_path = '' as $$
declare
  same_content constant boolean := new_content = artifact.content;
  added constant integer := case when same_content then 0 else octet_length(new_content) end;
  refusal jsonb := public.refusal_if_full(library, 0, added, null, max_bytes);
begin
  if refusal is not null then return refusal; end if;
  -- What is the same as before is no new version.
  if not same_content or new_title <> artifact.title or new_tags <> artifact.tags
    or new_language is distinct from artifact.language
  then
    insert into public.artifact_versions
      (user_id, artifact_id, version, title, language, tags, content, size, created_at)
    values (
      artifact.user_id, artifact.id, artifact.version, artifact.title, artifact.language,
      artifact.tags, case when not same_content then artifact.content end, artifact.size,
      artifact.updated_at
    );
    -- A content that stays is not written again.
    update public.artifacts
    set title = new_title, language = new_language, tags = new_tags,
      content = case when same_content then content else new_content end,
      version = version + 1, updated_at = greatest(clock_timestamp(), updated_at)
    where user_id = artifact.user_id and id = artifact.id;
  end if;
  return jsonb_build_object('artifact', public.summary_of(artifact.user_id, artifact.id));
end $$;

-- {"artifact"}; what is null stays as it is, and an empty language is none. Edits are made before the
-- library is locked, since they can take their time; whoever comes first meanwhile has made a version.
create function public.update_artifact(
  owner text, artifact uuid, expected_version integer, max_bytes bigint,
  title text default null, content text default null, edits jsonb default null,
  tags text[] default null, language text default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  library public.libraries;
  was public.artifacts;
  edited jsonb;
begin
  select * into was from public.artifacts where user_id = owner and id = artifact;
  if not found then return '{"refusal": "missing"}'::jsonb; end if;
  if was.deleted_at is not null then return '{"refusal": "trashed"}'::jsonb; end if;
  if was.version <> expected_version then
    return jsonb_build_object('refusal', 'stale', 'version', was.version);
  end if;
  edited := public.edited(coalesce(content, was.content), coalesce(edits, '[]'));
  if edited ? 'refusal' then return edited; end if;
  library := public.lock_library(owner);
  perform from public.artifacts as a
  where a.user_id = owner and a.id = artifact and a.version = was.version and a.deleted_at is null
  for update;
  if not found then
    return public.update_artifact(
      owner, artifact, expected_version, max_bytes, title, content, edits, tags, language
    );
  end if;
  return public.replace_artifact(
    library, was, coalesce(title, was.title),
    case when language is null then was.language else nullif(language, '') end,
    coalesce(tags, was.tags), edited ->> 'content', max_bytes
  );
end $$;

-- {"artifact"}: the artifact as it was in a version, which becomes the newest one; without a version,
-- back from the trash as it is.
create function public.restore_artifact(
  owner text, artifact uuid, max_bytes bigint, to_version integer default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  library public.libraries := public.lock_library(owner);
  was public.artifacts;
  old public.artifact_versions;
  answer jsonb;
begin
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
      library, was, old.title, old.language, old.tags,
      public.content_of(owner, artifact, to_version), max_bytes
    );
    if answer ? 'refusal' then return answer; end if;
  end if;
  update public.artifacts set deleted_at = null
  where user_id = owner and id = artifact and deleted_at is not null;
  return jsonb_build_object('artifact', public.summary_of(owner, artifact));
end $$;

-- {"artifact"}: it is in the trash now, or was before. For ever only from there: {"artifact": null}.
create function public.delete_artifact(owner text, artifact uuid, forever boolean default false)
returns jsonb language plpgsql set search_path = '' as $$
declare
  trashed boolean;
begin
  perform public.lock_library(owner);
  select deleted_at is not null into trashed from public.artifacts
  where user_id = owner and id = artifact for update;
  if not found then return '{"refusal": "missing"}'::jsonb; end if;
  if forever then
    if not trashed then return '{"refusal": "not_trashed"}'::jsonb; end if;
    delete from public.artifacts where user_id = owner and id = artifact;
  elsif not trashed then
    update public.artifacts set deleted_at = clock_timestamp()
    where user_id = owner and id = artifact;
  end if;
  return jsonb_build_object('artifact', public.summary_of(owner, artifact));
end $$;

-- {"artifact"}, with its content, as it was in a version.
create function public.read_version(owner text, artifact uuid, of_version integer) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  summary jsonb := public.summary_of(owner, artifact);
  old jsonb;
begin
  if summary is null then return '{"refusal": "missing"}'::jsonb; end if;
  if summary ->> 'deleted_at' is not null then return '{"refusal": "trashed"}'::jsonb; end if;
  if of_version <> (summary ->> 'version')::integer then
    select jsonb_build_object(
      'title', title, 'language', language, 'tags', tags, 'size', size, 'version', version,
      'updated_at', created_at
    ) into old
    from public.artifact_versions
    where user_id = owner and artifact_id = artifact and version = of_version;
    if not found then
      return jsonb_build_object('refusal', 'no_version', 'version', summary -> 'version');
    end if;
  end if;
  return jsonb_build_object(
    'artifact', summary || coalesce(old, '{}')
      || jsonb_build_object('content', public.content_of(owner, artifact, of_version))
  );
end $$;

-- {"versions"}, newest first, those before a version.
create function public.list_versions(
  owner text, artifact uuid, at_most integer, before integer default null
) returns jsonb language plpgsql stable set search_path = '' as $$
begin
  perform from public.artifacts where user_id = owner and id = artifact;
  if not found then return '{"refusal": "missing"}'::jsonb; end if;
  return jsonb_build_object('versions', coalesce((
    select jsonb_agg(to_jsonb(page) order by page.version desc) from (
      select version, title, language, tags, size, updated_at as created_at
      from public.artifacts
      where user_id = owner and id = artifact and (before is null or version < before)
      union all
      (select version, title, language, tags, size, created_at
       from public.artifact_versions
       where user_id = owner and artifact_id = artifact and (before is null or version < before)
       order by version desc limit at_most)
      order by version desc limit at_most
    ) as page
  ), '[]'));
end $$;

revoke all on function
  public.summary_of(text, uuid),
  public.content_of(text, uuid, integer),
  public.refusal_if_full(public.libraries, integer, integer, integer, bigint),
  public.create_artifact(text, text, text, text, integer, bigint, text, text[], text),
  public.edited(text, jsonb),
  public.replace_artifact(
    public.libraries, public.artifacts, text, text, text[], text, bigint
  ),
  public.update_artifact(text, uuid, integer, bigint, text, text, jsonb, text[], text),
  public.restore_artifact(text, uuid, bigint, integer),
  public.delete_artifact(text, uuid, boolean),
  public.read_version(text, uuid, integer),
  public.list_versions(text, uuid, integer, integer)
from public, anon, authenticated, service_role;
grant execute on function
  public.summary_of(text, uuid),
  public.content_of(text, uuid, integer),
  public.refusal_if_full(public.libraries, integer, integer, integer, bigint),
  public.create_artifact(text, text, text, text, integer, bigint, text, text[], text),
  public.edited(text, jsonb),
  public.replace_artifact(
    public.libraries, public.artifacts, text, text, text[], text, bigint
  ),
  public.update_artifact(text, uuid, integer, bigint, text, text, jsonb, text[], text),
  public.restore_artifact(text, uuid, bigint, integer),
  public.delete_artifact(text, uuid, boolean),
  public.read_version(text, uuid, integer),
  public.list_versions(text, uuid, integer, integer)
to service_role;
