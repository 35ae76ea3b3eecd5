-- Full text search over titles and contents.

-- Punctuation apart: to PostgreSQL's parser "report.csv" and "console.log" are one word each, to people two.
create function public.spaced(text text) returns text
language sql immutable strict set search_path = '' as $$
  select translate(text, E'!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\n\r\t', repeat(' ', 34))
$$;

-- What an artifact is found by: the words of its title, those of its content, which weigh less, and its
-- owner. With the owner in the index, a search touches no more of it than that person's part, however
-- common a word is with everybody else; no parser makes a word that begins with "@".
create function public.words_of(owner text, title text, content text) returns tsvector
language plpgsql immutable strict set search_path = '' as $$
declare
  reach integer := char_length(content);
  words tsvector;
begin
  while words is null loop
    begin
      words := array_to_tsvector(array['@' || owner])
        || setweight(to_tsvector('pg_catalog.english', public.spaced(title)), 'A')
        || to_tsvector('pg_catalog.english', public.spaced(left(content, reach)));
    exception when program_limit_exceeded then
      -- More different words than a tsvector holds: those at the beginning must do.
      if reach = 0 then raise; end if;
      reach := reach / 2;
    end;
  end loop;
  return words;
end $$;

alter table public.artifacts add column words tsvector not null
  generated always as (public.words_of(user_id, title, content)) stored;
create index artifacts_words on public.artifacts using gin (words);

-- Some words around the first place in a content that has what a query asks for, those in it between
-- asterisks. Looked for at the beginning: reading on would cost more than the excerpt is worth.
create function public.excerpt_of(content text, asked tsquery) returns text
language plpgsql immutable set search_path = '' as $$
declare
  place integer;
  stems text;
  start integer;
  before text := '';
  after text;
begin
  -- The stem of "companies" is "compani", which "company" does not begin with.
  select '(?<![[:alnum:]])(' || string_agg(regexp_replace(stem, 'i$', '[iy]'), '|') || ')' into stems
  from unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', nullif(querytree(asked), 'T')))) as stem
  where stem ~ '^[[:alnum:]]+$';
  place := nullif(regexp_instr(left(content, 65536), stems, 1, 1, 0, 'i'), 0);
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

-- Which artifacts match: all of them, or the newest 200 of more. Plans are made for each query, since a
-- rare word and a common one are found in different ways; but none that reads everybody's artifacts until
-- it has met enough of this person's, which may be the last.
create function public.matching_artifacts(
  owner text, asked tsquery, kind text, tag text, trashed boolean
) returns uuid[] language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_custom_plan' set enable_seqscan = off as $$
declare
  matching uuid[] := array(
    select a.id from public.artifacts as a
    where a.user_id = owner and a.words @@ (quote_literal('@' || owner)::tsquery && asked)
      and (a.deleted_at is not null) = trashed
      and (matching_artifacts.kind is null or a.kind = matching_artifacts.kind)
      and (tag is null or tag = any (a.tags))
    limit 201
  );
begin
  -- What so many have, reading the newest ones one after the other finds sooner.
  if cardinality(matching) > 200 then
    matching := array(
      select a.id from public.artifacts as a
      where a.user_id = owner and a.words @@ asked
        and (a.deleted_at is not null) = trashed
        and (matching_artifacts.kind is null or a.kind = matching_artifacts.kind)
        and (tag is null or tag = any (a.tags))
      order by a.created_at desc, a.id desc limit 200
    );
  end if;
  return matching;
end $$;

-- What somebody asks for in words, with "phrases", -exclusions and "or", of words as they are indexed.
create function public.asked_for(query text) returns tsquery
language sql immutable strict set search_path = '' as $$
  select websearch_to_tsquery(
    'pg_catalog.english',
    -- Inside a word a hyphen excludes nothing.
    translate(
      regexp_replace(query, '([[:alnum:]])-(?=[[:alnum:]])', '\1 ', 'g'),
      E'!#$%&()*+,./:;<=>?@[\\]^_`{|}~', repeat(' ', 29)
    )
  )
$$;

-- {"artifacts"}, each with an "excerpt", the best first: those with all the words; where there are none,
-- those with some.
create function public.search_artifacts(
  owner text, query text, at_most integer, skip integer default 0,
  kind text default null, tag text default null, trashed boolean default false
) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  asked tsquery := public.asked_for(query);
  matching uuid[];
begin
  if numnode(asked) = 0 then return '{"refusal": "no_words"}'::jsonb; end if;
  matching := public.matching_artifacts(owner, asked, kind, tag, trashed);
  -- Of phrases and exclusions no part can be left out.
  if cardinality(matching) = 0 and asked::text !~ '!|<' then
    asked := replace(asked::text, '&', '|')::tsquery;
    matching := public.matching_artifacts(owner, asked, kind, tag, trashed);
  end if;
  return jsonb_build_object('artifacts', coalesce((
    select jsonb_agg(
      -- A call of summary_of for each would take as long as finding them.
      (select to_jsonb(summary) from (select
        best.id, best.title, best.kind, best.language, best.tags, best.size, best.version,
        best.created_at, best.updated_at, best.deleted_at
      ) as summary) || jsonb_build_object('excerpt', public.excerpt_of(best.content, asked))
      order by best.rank desc, best.created_at desc, best.id desc
    )
    from (
      select *, ts_rank(words, asked, 1) as rank
      from public.artifacts where user_id = owner and id = any (matching)
      order by rank desc, created_at desc, id desc limit at_most offset skip
    ) as best
  ), '[]'));
end $$;

revoke all on function
  public.spaced(text),
  public.words_of(text, text, text),
  public.excerpt_of(text, tsquery),
  public.matching_artifacts(text, tsquery, text, text, boolean),
  public.asked_for(text),
  public.search_artifacts(text, text, integer, integer, text, text, boolean)
from public, anon, authenticated, service_role;
grant execute on function
  public.spaced(text),
  public.words_of(text, text, text),
  public.excerpt_of(text, tsquery),
  public.matching_artifacts(text, tsquery, text, text, boolean),
  public.asked_for(text),
  public.search_artifacts(text, text, integer, integer, text, text, boolean)
to service_role;
