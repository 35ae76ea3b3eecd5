-- An old version counts a thousand bytes besides its content: its title, tags and row take room, too. Without
-- that, whoever renames artifacts all day fills the database and no quota.

-- As before, with what a row takes besides its content. Their argument: what a row counts for in the number of
-- artifacts; what counts for none is a version.
create or replace function public.count_kept() returns trigger language plpgsql set search_path = '' as $$
declare
  counted constant integer := tg_argv[0];
  besides constant integer := (1 - counted) * 1000;
begin
  if tg_op = 'UPDATE' and new.user_id = old.user_id
    and octet_length(new.content) is not distinct from octet_length(old.content)
  then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    update public.libraries
    set artifacts = artifacts - counted,
      bytes = bytes - coalesce(octet_length(old.content), 0) - besides
    where user_id = old.user_id;
  end if;
  insert into public.libraries as library (user_id, artifacts, bytes)
  values (new.user_id, counted, coalesce(octet_length(new.content), 0) + besides)
  on conflict (user_id) do update set
    artifacts = library.artifacts + excluded.artifacts, bytes = library.bytes + excluded.bytes;
  return null;
end $$;

create or replace function public.count_gone() returns trigger language plpgsql set search_path = '' as $$
declare
  counted constant integer := tg_argv[0];
  besides constant integer := (1 - counted) * 1000;
begin
  update public.libraries as library
  set artifacts = library.artifacts - counted * gone_of.rows, bytes = library.bytes - gone_of.bytes
  from (
    select user_id, count(*) as rows, sum(coalesce(octet_length(content), 0) + besides) as bytes
    from gone group by user_id
  ) as gone_of
  where library.user_id = gone_of.user_id;
  return null;
end $$;

-- As before; and what is the same as before needs no room, being no new version.
create or replace function public.replace_artifact(
  library public.libraries, artifact public.artifacts,
  new_title text, new_language text, new_tags text[], new_content text, max_bytes bigint
) returns jsonb language plpgsql set search_path = '' as $$
declare
  same_content constant boolean := new_content = artifact.content;
  added constant integer := 1000 + case when same_content then 0 else octet_length(new_content) end;
  refusal jsonb;
begin
  if not same_content or new_title <> artifact.title or new_tags <> artifact.tags
    or new_language is distinct from artifact.language
  then
    refusal := public.refusal_if_full(library, 0, added, null, max_bytes);
    if refusal is not null then return refusal; end if;
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

update public.libraries as library set bytes = bytes + 1000 * old.versions
from (
  select user_id, count(*) as versions from public.artifact_versions group by user_id
) as old
where library.user_id = old.user_id;
