-- Versions: the table of old versions, and the functions that read, list, restore and export versions.

create table library.artifact_versions (
  user_id text not null,
  artifact_id uuid not null,
  version integer not null check (version >= 1),
  like library.artifact_fields including comments,
  content text,
  size integer not null,
  created_at timestamptz(3) not null,
  bytes integer not null default 0 check (bytes >= 0),
  primary key (user_id, artifact_id, version),
  foreign key (user_id, artifact_id) references public.artifacts (user_id, id) on delete cascade
);
alter table library.artifact_versions alter column title set not null, alter column tags set not null;
comment on table library.artifact_versions is
  'Every version of an artifact except the current one. There is no column kind, because a kind never changes.';
comment on column library.artifact_versions.user_id is 'Owner of the artifact.';
comment on column library.artifact_versions.artifact_id is 'The artifact. Deleting the artifact deletes its versions.';
comment on column library.artifact_versions.version is 'Number of the version, from 1 on.';
comment on column library.artifact_versions.content is
  'Null if the next version has the same content, so that a change of the title needs no copy of the content.';
comment on column library.artifact_versions.size is 'Bytes of the version''s content, also if column content is null.';
comment on column library.artifact_versions.created_at is 'When the version was saved.';
comment on column library.artifact_versions.bytes is 'Bytes on disk that count against the quota. Set by a trigger.';

-- A version without content has the same content as the next version that stores one. This index finds that version.
create index artifact_versions_with_content on library.artifact_versions (user_id, artifact_id, version)
  where content is not null;

alter table library.artifact_versions enable row level security;
create policy versions_of_the_token_subject on library.artifact_versions
  as permissive for select to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id);
revoke all on library.artifact_versions from public, anon, authenticated, service_role;
-- No update and no delete: versions are immutable, and the foreign key deletes them with their artifact.
grant select, insert on library.artifact_versions to service_role;

-- A UNION ALL of plain selects lets PostgreSQL use the indexes of both tables. A query with LIMIT must filter by
-- `is_current`, so that it reads one table only. Otherwise PostgreSQL 15 sorts all versions.
create view library.versions with (security_invoker = true) as
  select every.*,
    to_jsonb(fields)
      || jsonb_build_object('version', version, 'size', size, 'updated_at', updated_at) as summary
  from (
    select true as is_current, user_id, id as artifact_id, version,
      row(title, language, tags, description)::library.artifact_fields as fields, size, updated_at
    from public.artifacts
    union all
    select false, user_id, artifact_id, version,
      row(title, language, tags, description)::library.artifact_fields, size, created_at
    from library.artifact_versions
  ) as every;
comment on view library.versions is 'Every version of every artifact without contents, current versions included.';
revoke all on library.versions from public, anon, authenticated, service_role;
grant select on library.versions to service_role;

create function library.keep_version(current public.artifacts, keep_content boolean) returns void
language plpgsql set search_path = '' as $$
begin
  insert into library.artifact_versions
    (user_id, artifact_id, version, content, size, created_at, title, language, tags, description)
  select current.user_id, current.id, current.version,
    case when keep_content then current.content end, current.size, current.updated_at, fields.*
  from library.fields_of(current) as fields;
end $$;
comment on function library.keep_version is
  'Stores the current state of an artifact as an old version. keep_content is false if the next version has the same '
  'content.';

create function library.content_of(owner text, target_id uuid, of_version integer) returns text
language sql stable set search_path = '' as $$
  select coalesce(
    (select content from library.artifact_versions
     where user_id = owner and artifact_id = target_id and version >= of_version
       and content is not null
     order by version limit 1),
    (select content from public.artifacts where user_id = owner and id = target_id)
  )
$$;
comment on function library.content_of is 'Returns the content of a version. The version must exist.';

create function public.read_artifact(
  owner text, target_id uuid, of_version integer default null,
  from_byte integer default 0, max_bytes integer default null
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  current constant jsonb := library.summary_of(owner, target_id);
  current_version constant integer := (current ->> 'version')::integer;
  old_version jsonb;
begin
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  if current is null then return '{"refusal": "not_found"}'::jsonb; end if;
  if current ->> 'deleted_at' is not null then return '{"refusal": "in_trash"}'::jsonb; end if;
  if of_version <> current_version then
    select summary into old_version from library.versions
    where user_id = owner and artifact_id = target_id and version = of_version;
    if not found then
      return jsonb_build_object('refusal', 'version_not_found', 'version', current_version);
    end if;
  end if;
  return jsonb_build_object('artifact', current || coalesce(old_version, '{}') || library.chunk_of(
    library.content_of(owner, target_id, coalesce(of_version, current_version)), from_byte, max_bytes
  ));
end $$;
comment on function public.read_artifact is
  'Returns {"artifact"} in version of_version; default: the current version. With max_bytes, the content is a chunk.';

create function public.list_versions(
  owner text, target_id uuid, at_most integer, before_version integer default null
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  max_version constant integer := 2147483647;
begin
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  perform from public.artifacts where user_id = owner and id = target_id;
  if not found then return '{"refusal": "not_found"}'::jsonb; end if;
  return jsonb_build_object('versions', coalesce((
    select jsonb_agg(
      page.summary - 'updated_at' || jsonb_build_object('created_at', page.updated_at)
      order by page.version desc
    )
    from (
      select version, updated_at, summary from library.versions
      where is_current and user_id = owner and artifact_id = target_id
        and version <= coalesce(before_version - 1, max_version)
      union all
      (select version, updated_at, summary from library.versions
       where not is_current and user_id = owner and artifact_id = target_id
         and version <= coalesce(before_version - 1, max_version)
       order by version desc limit at_most)
      order by version desc limit at_most
    ) as page
  ), '[]'));
end $$;
comment on function public.list_versions is
  'Returns {"versions"} without contents, newest first. With before_version, returns only versions before that '
  'version.';

create function public.restore_artifact(
  owner text, target_id uuid, max_bytes bigint, max_project_bytes bigint default null,
  to_version integer default null
) returns jsonb language plpgsql set search_path = '' as $$
declare
  current public.artifacts;
  old_fields library.artifact_fields;
  answer jsonb;
begin
  perform library.lock_library(owner);
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  select * into current from public.artifacts where user_id = owner and id = target_id for update;
  if not found then return '{"refusal": "not_found"}'::jsonb; end if;
  if to_version is null and current.deleted_at is null then
    return '{"refusal": "not_in_trash"}'::jsonb;
  end if;
  if to_version <> current.version then
    select (fields).* into old_fields from library.versions
    where user_id = owner and artifact_id = target_id and version = to_version;
    if not found then
      return jsonb_build_object('refusal', 'version_not_found', 'version', current.version);
    end if;
    answer := library.replace_artifact(
      current, old_fields, library.content_of(owner, target_id, to_version),
      max_bytes, max_project_bytes
    );
    if answer ? 'refusal' then return answer; end if;
  end if;
  update public.artifacts set deleted_at = null
  where user_id = owner and id = target_id and deleted_at is not null;
  return jsonb_build_object('artifact', library.summary_of(owner, target_id));
end $$;
comment on function public.restore_artifact is
  'Takes an artifact out of the trash. With to_version, first saves that version again as the newest version. Returns '
  '{"artifact"}.';

create function library.versions_after(
  owner text, target_id uuid, after_version integer, at_most integer
) returns setof jsonb language sql stable set search_path = '' as $$
  select v.summary || jsonb_build_object(
    'id', a.id, 'kind', a.kind, 'created_at', a.created_at, 'deleted_at', a.deleted_at
  )
  from public.artifacts as a cross join lateral (
    (select version, summary from library.versions
     where not is_current and user_id = owner and artifact_id = target_id and version > after_version
     order by version limit at_most)
    union all
    select version, summary from library.versions
    where is_current and user_id = owner and artifact_id = target_id and version > after_version
    order by version limit at_most
  ) as v
  where a.user_id = owner and a.id = target_id
$$;
comment on function library.versions_after is
  'Returns the versions of one artifact after after_version, oldest first, each with the artifact''s id, kind and '
  'times.';

create function public.export_artifacts(
  owner text, max_size integer, after_id uuid default null, after_version integer default null,
  from_byte integer default 0, of_closed_account boolean default false
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  max_lines constant integer := 100;
  place uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  last_version integer := coalesce(after_version, 0);
  line jsonb;
  lines jsonb[] := array[]::jsonb[];
  total bigint := 0;
begin
  if library.is_closed(owner) and not of_closed_account then
    return '{"refusal": "account_closed"}'::jsonb;
  end if;
  -- The loop takes one artifact at a time, so that a page reads only the versions that it returns.
  loop
    for line in
      select * from library.versions_after(owner, place, last_version, max_lines + 1 - cardinality(lines))
    loop
      total := total + (line ->> 'size')::bigint;
      if cardinality(lines) = max_lines or (cardinality(lines) > 0 and total > max_size) then
        return jsonb_build_object('versions', to_jsonb(lines), 'more', true);
      end if;
      line := line || case
        when cardinality(lines) > 0 then jsonb_build_object(
          'content', library.content_of(owner, place, (line ->> 'version')::integer)
        )
        else library.chunk_of(
          library.content_of(owner, place, (line ->> 'version')::integer),
          case when place = after_id and (line ->> 'version')::integer = after_version + 1 then from_byte
            else 0 end,
          max_size
        )
      end;
      -- A whole content is returned without "offset", and a chunk with "offset".
      if line @> '{"offset": 0}' and not line ? 'next_offset' then line := line - 'offset'; end if;
      lines := lines || line;
      if line ? 'next_offset' then
        return jsonb_build_object('versions', to_jsonb(lines), 'more', true);
      end if;
    end loop;
    select id into place from public.artifacts
    where user_id = owner and id > place order by id limit 1;
    exit when not found;
    last_version := 0;
  end loop;
  return jsonb_build_object('versions', to_jsonb(lines), 'more', false);
end $$;
comment on function public.export_artifacts is
  'Returns {"versions", "more"}: versions with contents of all artifacts, trash included, in the order of id and '
  'version after the given position. Returns at most 100 versions of max_size bytes together, but at least one. The '
  'first version starts at from_byte, and is a chunk if it exceeds max_size. Only the operator sets of_closed_account.';

revoke all on function
  library.keep_version, library.content_of, library.versions_after,
  public.read_artifact, public.list_versions, public.restore_artifact, public.export_artifacts
from public, anon, authenticated, service_role;
grant execute on function
  library.keep_version, library.content_of, library.versions_after,
  public.read_artifact, public.list_versions, public.restore_artifact, public.export_artifacts
to service_role;
