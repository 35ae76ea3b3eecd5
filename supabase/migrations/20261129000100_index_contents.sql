-- Indexes what is there already. Readers go on meanwhile, saves wait for it. The words are taken from the old index, so
-- no content is read again.

-- One block, since a lock ends with its transaction.
do $$
begin
  lock table public.artifacts in share row exclusive mode;

  -- Fires no trigger: nothing is counted or revoked.
  update public.artifacts set title_words = public.title_words_of(user_id, title, tags)
  where title_words is null;

  -- The words of a content have the lowest weight; those of titles and tags have others or none.
  insert into public.content_words (user_id, artifact_id, words, bytes)
  select a.user_id, a.id, content_words.words,
    public.row_bytes(a) + public.content_bytes(pg_column_size(a.content))
      + public.words_bytes(content_words.words)
  from public.artifacts as a
  cross join lateral (
    select array_to_tsvector(array['@' || a.user_id]) || ts_filter(a.words, '{d}') as words
  ) as content_words
  -- Artifacts that were made after the migration before this one are indexed.
  where a.words is not null
  on conflict do nothing;

  update public.artifact_versions
  set bytes = 300 + octet_length(title) + octet_length(array_to_string(tags, ' '))
    + public.content_bytes(pg_column_size(content));
end $$;

create index artifacts_title_words on public.artifacts using gin (title_words)
  with (fastupdate = off);
-- Which content a version without one had: the next one that has one.
create index artifact_versions_with_content on public.artifact_versions (user_id, artifact_id, version)
  where content is not null;
