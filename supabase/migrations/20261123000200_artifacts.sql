-- Artifacts: the table, and the functions that list, create, update and delete artifacts. Each function in schema
-- public returns a JSON object: the result, or {"refusal"} with the reason why nothing was changed.

-- The versioned fields other than the content. .github/CONTRIBUTING.md, Add a field, lists the steps to add one.
create type library.artifact_fields as (
  title text,
  language text,
  tags text[],
  description text
);
comment on type library.artifact_fields is
  'The fields of an artifact that are versioned. Versions, summaries, history, export and restore derive from this '
  'type.';
comment on column library.artifact_fields.title is '1 to 200 characters.';
comment on column library.artifact_fields.language is 'Language of code, 1 to 50 characters; null = none.';
comment on column library.artifact_fields.tags is 'At most 10 tags of 1 to 50 characters.';
comment on column library.artifact_fields.description is '1 to 300 characters; null = none.';

create table public.artifacts (
  id uuid primary key default gen_random_uuid(),
  user_id text not null check (user_id ~ '^user_[A-Za-z0-9]+$'),
  title text not null check (char_length(title) between 1 and 200),
  kind text not null check (
    kind in ('markdown', 'code', 'html', 'svg', 'mermaid', 'json', 'csv', 'text')
  ),
  language text check (char_length(language) between 1 and 50),
  tags text[] not null default '{}' check (
    cardinality(tags) <= 10
    and array_position(tags, null) is null
    -- every tag has 1 to 50 characters
    and not jsonb_path_exists(
      to_jsonb(tags), '$[*] ? (!(@ like_regex "^.{1,50}$" flag "s"))'
    )
  ),
  description text check (char_length(description) between 1 and 300),
  content text not null check (octet_length(content) <= 1048576),
  size integer not null generated always as (octet_length(content)) stored,
  version integer not null default 1 check (version >= 1),
  -- Milliseconds, the precision of JavaScript: a cursor that contains the time stays exact.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  idempotency_key text check (char_length(idempotency_key) between 1 and 200),
  -- Set by a trigger. A generated column would need a rewrite of the table to change its expression.
  title_words tsvector not null default '',
  -- Foreign keys of other tables reference (user_id, id), so that their rows always have the artifact's owner.
  constraint artifacts_of_owner unique (user_id, id),
  constraint artifacts_idempotency unique (user_id, idempotency_key)
);
comment on table public.artifacts is
  'The current version of each artifact. Table library.artifact_versions has the older versions.';
comment on column public.artifacts.id is 'Random, so that ids cannot be guessed.';
comment on column public.artifacts.user_id is 'The Clerk user who owns the artifact.';
comment on column public.artifacts.title is '1 to 200 characters.';
comment on column public.artifacts.kind is 'What the content is. Never changes.';
comment on column public.artifacts.language is 'Language of code, 1 to 50 characters; null = none.';
comment on column public.artifacts.tags is 'At most 10 tags of 1 to 50 characters.';
comment on column public.artifacts.description is '1 to 300 characters; null = none.';
comment on column public.artifacts.content is 'At most 1 MiB of UTF-8.';
comment on column public.artifacts.size is 'Bytes of the content. Stored, so that lists never read contents.';
comment on column public.artifacts.version is 'Number of the current version, from 1.';
comment on column public.artifacts.created_at is 'When version 1 was saved.';
comment on column public.artifacts.updated_at is 'When the current version was saved.';
comment on column public.artifacts.deleted_at is 'When the artifact was moved to the trash; null = not in the trash.';
comment on column public.artifacts.idempotency_key is
  'Key of the save that created the artifact. Within 24 hours, a save with the same key returns this artifact.';
comment on column public.artifacts.title_words is
  'Words of title, tags and description for search, and the owner: a search reads only the owner''s part of the index.';

-- For lists: one user's live artifacts or trash, newest first, continued after (created_at, id). The cast to integer
-- keeps the planner from rewriting "(deleted_at is not null) = false" to "deleted_at is null", which would not use this
-- index.
create index artifacts_newest_first
  on public.artifacts (user_id, ((deleted_at is not null)::integer), created_at desc, id desc);
-- Of all users: for the purge.
create index artifacts_in_trash on public.artifacts (deleted_at) where deleted_at is not null;

alter table public.artifacts enable row level security;
create policy artifacts_of_the_token_subject on public.artifacts
  as permissive for select to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id);
revoke all on public.artifacts from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.artifacts to service_role;

-- A view instead of a function: calling a function for each result of a search would double the time of the search.
create view library.summaries with (security_invoker = true) as
  select
    user_id, id, title, kind, language, tags, description, size, version, created_at, updated_at, deleted_at
  from public.artifacts;
comment on view library.summaries is 'Artifacts without their contents, as lists return them.';
revoke all on library.summaries from public, anon, authenticated, service_role;
grant select on library.summaries to service_role;

create function library.summary_of(owner text, target_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(summary) - 'user_id'
  from library.summaries as summary where user_id = owner and id = target_id
$$;
comment on function library.summary_of(text, uuid) is
  'Returns an artifact without its content; null if it does not exist.';

-- In PL/pgSQL, which reads the fields of the row without decompressing the content.
create function library.fields_of(artifact public.artifacts) returns library.artifact_fields
language plpgsql immutable set search_path = '' as $$
begin
  return row(artifact.title, artifact.language, artifact.tags, artifact.description)::library.artifact_fields;
end $$;
comment on function library.fields_of(public.artifacts) is 'Returns the versioned fields of an artifact.';

-- The database cuts the chunks, so that a caller that wants 40 KiB does not load 1 MiB.
create function library.chunk_of(content text, from_byte integer, max_bytes integer) returns jsonb
language plpgsql immutable set search_path = '' as $$
declare
  -- In UTF-8, every byte of a character except the first has the bits 10xxxxxx (RFC 3629 §3).
  continuation_mask constant integer := 192;
  continuation constant integer := 128;
  bytes bytea;
  total integer;
  first integer;
  next integer;
begin
  if max_bytes is null then return jsonb_build_object('content', content); end if;
  bytes := convert_to(content, 'UTF8');
  total := length(bytes);
  first := least(from_byte, total);
  while first < total and get_byte(bytes, first) & continuation_mask = continuation loop
    first := first - 1;
  end loop;
  next := least(first::bigint + max_bytes, total);
  while next < total and get_byte(bytes, next) & continuation_mask = continuation loop
    next := next - 1;
  end loop;
  if next = first and next < total then
    next := next + 1;
    while next < total and get_byte(bytes, next) & continuation_mask = continuation loop
      next := next + 1;
    end loop;
  end if;
  return jsonb_build_object(
    'content', convert_from(substring(bytes from first + 1 for next - first), 'UTF8'),
    'offset', first
  ) || case when next < total then jsonb_build_object('next_offset', next) else '{}' end;
end $$;
comment on function library.chunk_of(text, integer, integer) is
  'Returns {"content"}. With max_bytes, the content is a chunk with "offset" and, unless it is the last chunk, '
  '"next_offset", in bytes of UTF-8. A chunk starts at the character that contains from_byte and has at least one '
  'character.';

create function public.list_artifacts(
  owner text, at_most integer, after_time timestamptz default null, after_id uuid default null,
  only_kind text default null, only_tag text default null, in_trash boolean default false
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  -- The default position is before the newest artifact.
  first_time constant timestamptz := timestamptz 'infinity';
  first_id constant uuid := uuid 'ffffffff-ffff-ffff-ffff-ffffffffffff';
begin
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  return jsonb_build_object('artifacts', coalesce((
    select jsonb_agg(to_jsonb(page) - 'user_id' order by page.created_at desc, page.id desc)
    from (
      select * from library.summaries as a
      where a.user_id = owner and (a.deleted_at is not null)::integer = in_trash::integer
        and (a.created_at, a.id) < (coalesce(after_time, first_time), coalesce(after_id, first_id))
        and (only_kind is null or a.kind = only_kind)
        and (only_tag is null or only_tag = any (a.tags))
      order by a.created_at desc, a.id desc limit at_most
    ) as page
  ), '[]'));
end $$;
comment on function public.list_artifacts is
  'Returns {"artifacts"} without contents, newest first. With after_time and after_id, starts after that artifact.';

create function public.create_artifact(
  owner text, new_title text, new_kind text, new_content text, max_artifacts integer, max_bytes bigint,
  max_project_bytes bigint default null,
  new_language text default null, new_tags text[] default '{}', new_idempotency_key text default null,
  new_description text default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  replay_window constant interval := interval '24 hours';
  totals constant public.libraries := library.lock_library(owner);
  new_fields constant library.artifact_fields := row(new_title, new_language, new_tags, new_description);
  earlier record;
  created uuid;
  exceeded text;
begin
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  if new_idempotency_key is not null then
    select a.id, a.created_at, a.kind, v.fields, library.content_of(owner, a.id, 1) as content
    into earlier
    from public.artifacts as a
    join library.versions as v on v.user_id = owner and v.artifact_id = a.id and v.version = 1
    where a.user_id = owner and a.idempotency_key = new_idempotency_key;
    if earlier.created_at > now() - replay_window then
      return jsonb_build_object(
        'artifact', library.summary_of(owner, earlier.id),
        'replayed', case
          when earlier.fields is not distinct from new_fields
            and (earlier.kind, earlier.content) = (new_kind, new_content)
          then 'same' else 'other' end
      );
    end if;
  end if;

  if totals.artifacts >= max_artifacts then
    return jsonb_build_object('refusal', 'quota_exceeded', 'of', 'artifacts', 'used', totals.artifacts);
  end if;
  exceeded := library.exceeded_limit(owner, max_bytes, max_project_bytes);
  if exceeded is not null then return library.limit_refusal(owner, exceeded); end if;
  update public.artifacts set idempotency_key = null
  where user_id = owner and idempotency_key = new_idempotency_key;
  insert into public.artifacts (user_id, title, kind, content, language, tags, description, idempotency_key)
  values (
    owner, new_title, new_kind, new_content, new_language, new_tags, new_description, new_idempotency_key
  )
  returning id into created;
  exceeded := library.exceeded_limit(owner, max_bytes, max_project_bytes);
  if exceeded is not null then
    -- The new row is deleted, not rolled back: triggers then count its words, which stay in the indexes. The content,
    -- which stays on disk until a vacuum, is counted here.
    perform library.add_gone_bytes(owner, library.content_bytes(pg_column_size(a.content)))
    from public.artifacts as a where a.user_id = owner and a.id = created;
    delete from public.artifacts where user_id = owner and id = created;
    return library.limit_refusal(owner, exceeded);
  end if;
  return jsonb_build_object('artifact', library.summary_of(owner, created), 'replayed', 'no');
exception when query_canceled then
  return library.cancelled_save(owner, null, new_fields, new_content);
end $$;
comment on function public.create_artifact is
  'Returns {"artifact", "replayed"}. "replayed" is "no" for a new artifact. If a save with the same idempotency key '
  'created an artifact within 24 hours, returns that artifact. "replayed" is then "same" for equal fields, otherwise '
  '"other".';

create function library.cancelled_save(
  owner text, target_id uuid, new_fields library.artifact_fields, new_content text
) returns jsonb language plpgsql set search_path = '' as $$
declare
  current constant public.artifacts := a from public.artifacts as a
    where a.user_id = owner and a.id = target_id;
  current_words constant tsvector := words from library.content_words
    where user_id = owner and artifact_id = target_id;
begin
  perform library.add_gone_words(
    owner, library.title_search_vector(owner, new_fields), current.title_words, 1
  );
  if new_content is distinct from current.content then
    perform library.add_gone_bytes(owner, library.content_bytes(octet_length(new_content)));
    perform library.add_gone_words(
      owner, library.content_search_vector(owner, new_content), current_words, 0
    );
  end if;
  return '{"refusal": "save_cancelled"}'::jsonb;
end $$;
comment on function library.cancelled_save is
  'Returns the refusal for a save that the time limit or the caller cancelled. Adds the words that the save may have '
  'written to the indexes to gone_bytes. Not called for a save that was cancelled before it got the lock.';

create function library.replace_artifact(
  current public.artifacts, new_fields library.artifact_fields, new_content text,
  max_bytes bigint, max_project_bytes bigint
) returns jsonb language plpgsql set search_path = '' as $$
declare
  same_content constant boolean := new_content = current.content;
  exceeded text;
  written_title_words tsvector;
  written_words tsvector;
  written_bytes bigint;
begin
  -- A save that changes nothing creates no version.
  if same_content and new_fields is not distinct from library.fields_of(current) then
    return jsonb_build_object('artifact', library.summary_of(current.user_id, current.id));
  end if;
  exceeded := library.exceeded_limit(current.user_id, max_bytes, max_project_bytes);
  if exceeded is not null then return library.limit_refusal(current.user_id, exceeded); end if;
  begin
    perform library.keep_version(current, not same_content);
    update public.artifacts
    set title = new_fields.title, language = new_fields.language, tags = new_fields.tags,
      description = new_fields.description,
      version = version + 1, updated_at = greatest(clock_timestamp(), updated_at)
    where user_id = current.user_id and id = current.id;
    -- A separate statement: an unchanged content is neither written nor indexed again.
    if not same_content then
      update public.artifacts set content = new_content
      where user_id = current.user_id and id = current.id;
    end if;
    exceeded := library.exceeded_limit(current.user_id, max_bytes, max_project_bytes);
    if exceeded is not null then
      -- || '' copies the words before the rollback, because their TOAST rows may be gone after it.
      select a.title_words || ''::tsvector, w.words || ''::tsvector,
        case when same_content then 0 else library.content_bytes(pg_column_size(a.content)) end
      into written_title_words, written_words, written_bytes
      from public.artifacts as a
      join library.content_words as w on w.user_id = a.user_id and w.artifact_id = a.id
      where a.user_id = current.user_id and a.id = current.id;
      raise exception using errcode = 'MCP01', message = 'rolls back';
    end if;
  exception when sqlstate 'MCP01' then
    -- The rollback leaves the new words in the indexes, and the new content on disk until a vacuum. Count both.
    perform library.add_gone_bytes(current.user_id, written_bytes);
    perform library.add_gone_words(current.user_id, written_title_words, current.title_words, 1);
    perform library.add_gone_words(current.user_id, written_words, words, 0)
    from library.content_words where user_id = current.user_id and artifact_id = current.id;
    return library.limit_refusal(current.user_id, exceeded);
  end;
  return jsonb_build_object('artifact', library.summary_of(current.user_id, current.id));
exception when query_canceled then
  return library.cancelled_save(current.user_id, current.id, new_fields, new_content);
end $$;
comment on function library.replace_artifact is
  'Saves a new version, and keeps the current version as an old one. The caller must hold the lock of the library.';

create function public.update_artifact(
  owner text, target_id uuid, expected_version integer, max_bytes bigint,
  max_project_bytes bigint default null,
  new_title text default null, new_content text default null, new_tags text[] default null,
  new_language text default null, new_description text default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  current public.artifacts;
begin
  perform library.lock_library(owner);
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  select * into current from public.artifacts where user_id = owner and id = target_id for update;
  if not found then return '{"refusal": "not_found"}'::jsonb; end if;
  if current.deleted_at is not null then return '{"refusal": "in_trash"}'::jsonb; end if;
  if current.version <> expected_version then
    return jsonb_build_object('refusal', 'version_conflict', 'version', current.version);
  end if;
  return library.replace_artifact(
    current,
    row(
      coalesce(new_title, current.title),
      case when new_language is null then current.language else nullif(new_language, '') end,
      coalesce(new_tags, current.tags),
      case when new_description is null then current.description else nullif(new_description, '') end
    ),
    coalesce(new_content, current.content), max_bytes, max_project_bytes
  );
end $$;
comment on function public.update_artifact is
  'Returns {"artifact"}. A null parameter keeps the current value. An empty language or description removes the value.';

create function public.delete_artifact(owner text, target_id uuid, forever boolean default false)
returns jsonb language plpgsql set search_path = '' as $$
declare
  in_trash boolean;
begin
  perform library.lock_library(owner);
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  select deleted_at is not null into in_trash from public.artifacts
  where user_id = owner and id = target_id for update;
  if not found then return '{"refusal": "not_found"}'::jsonb; end if;
  if forever then
    if not in_trash then return '{"refusal": "not_in_trash"}'::jsonb; end if;
    delete from public.artifacts where user_id = owner and id = target_id;
  elsif not in_trash then
    update public.artifacts set deleted_at = clock_timestamp()
    where user_id = owner and id = target_id;
  end if;
  return jsonb_build_object('artifact', library.summary_of(owner, target_id));
end $$;
comment on function public.delete_artifact is
  'Moves an artifact to the trash and returns {"artifact"}. With forever, permanently deletes an artifact that is in '
  'the trash, and returns {"artifact": null}.';

revoke all on function
  library.summary_of, library.fields_of, library.chunk_of, library.cancelled_save, library.replace_artifact,
  public.list_artifacts, public.create_artifact, public.update_artifact, public.delete_artifact
from public, anon, authenticated, service_role;
grant execute on function
  library.summary_of, library.fields_of, library.chunk_of, library.cancelled_save, library.replace_artifact,
  public.list_artifacts, public.create_artifact, public.update_artifact, public.delete_artifact
to service_role;
