-- Full text search over titles, tags and contents.

-- A text as its words are taken: without punctuation, since to PostgreSQL's parser "report.csv" and
-- "l'avion" are one word each, to people two; in one form of Unicode; and with each character of languages
-- that put no blanks between words as a word, or only whole sentences would be found.
create function public.spaced(text text) returns text
language plpgsql immutable strict set search_path = '' as $$
begin
  if octet_length(text) > char_length(text) then
    text := translate(
      regexp_replace(
        normalize(text, NFKC), '([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])', ' \1 ', 'g'
      ),
      U&'\2018\2019\201C\201D\2010\2011\2012\2013\2014\00AB\00BB', repeat(' ', 11)
    );
  end if;
  return translate(text, E'\'!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\n\r\t', repeat(' ', 35));
end $$;

-- What an artifact is found by: the words of its title and tags, those of its content, which weigh less,
-- and two kinds that no parser makes: its owner, with "@", so that a search touches no more of the index
-- than that person's part, however common a word is with everybody else; and the words of its title, with
-- "=", so that titles can be asked for alone, and by words that are too common to be taken from a content.
create function public.words_of(owner text, title text, tags text[], content text) returns tsvector
language plpgsql immutable strict set search_path = '' as $$
declare
  reach integer := char_length(content);
  words tsvector;
begin
  while words is null loop
    begin
      words := array_to_tsvector(array['@' || owner] || array(
          select '=' || word
          from unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', public.spaced(title)))) as word
        ))
        || setweight(to_tsvector('pg_catalog.english', public.spaced(title)), 'A')
        || setweight(
          to_tsvector('pg_catalog.english', public.spaced(array_to_string(tags, ' '))), 'B'
        )
        || to_tsvector('pg_catalog.english', public.spaced(left(content, reach)));
    exception when program_limit_exceeded then
      -- More different words than a tsvector holds: those at the beginning must do.
      if reach = 0 then raise; end if;
      reach := reach / 4 * 3;
    end;
  end loop;
  return words;
end $$;

alter table public.artifacts add column words tsvector not null
  generated always as (public.words_of(user_id, title, tags, content)) stored;
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
  -- The stems of "companies" and "pricing" are "compani" and "price", which not all their forms begin with.
  select '(?<![[:alnum:]])(' || string_agg(regexp_replace(stem, '(?<=...)[eiy]$', '[eiy]?'), '|') || ')'
  into stems
  from unnest(tsvector_to_array(to_tsvector(
    'pg_catalog.simple', nullif(regexp_replace(querytree(asked), '<\d+>', ' ', 'g'), 'T')
  ))) as stem
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

-- What somebody asks for in words, with "phrases", -exclusions and "or", of words as they are indexed. A
-- dash excludes only before a word and with a blank before it.
create function public.asked_for(query text, config regconfig) returns tsquery
language sql immutable strict set search_path = '' as $$
  select websearch_to_tsquery(config, string_agg(
    case when part % 2 = 0 then '"' || public.spaced(text) || '"'
      else translate(
        public.spaced(regexp_replace(text, '(^|\s)-(?=[[:alpha:]]|$)', E'\\1\u0001', 'g')), E'\u0001', '-'
      )
    end, '' order by part
  ))
  from regexp_split_to_table(translate(query, U&'\201C\201D', '""'), '"')
    with ordinality as split (text, part)
$$;

-- Which artifacts match: all of them; or, of more than 200, the newest 200 and those with the words in
-- their titles, also 200 at most. Plans are made for each query, since a rare word and a common one are
-- found in different ways; but none that reads everybody's artifacts until it has met enough of this
-- person's, which may be the last.
create function public.matching_artifacts(
  owner text, asked tsquery, titled tsquery, kind text, tag text, trashed boolean
) returns uuid[] language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_custom_plan' set enable_seqscan = off as $$
declare
  own constant tsquery := quote_literal('@' || owner)::tsquery;
  matching uuid[] := array(
    select a.id from public.artifacts as a
    where a.user_id = owner and a.words @@ (own && asked)
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
    ) || array(
      select a.id from public.artifacts as a
      where a.user_id = owner and a.words @@ (own && titled)
        and (a.deleted_at is not null) = trashed
        and (matching_artifacts.kind is null or a.kind = matching_artifacts.kind)
        and (tag is null or tag = any (a.tags))
      limit 200
    );
  end if;
  return matching;
end $$;

-- {"artifacts"}, each with an "excerpt", the best first: those with all the words; where there are none,
-- those with some.
create function public.search_artifacts(
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
      ) as summary) || jsonb_build_object('excerpt', public.excerpt_of(best.content, asked))
      order by best.rank desc, best.created_at desc, best.id desc
    )
    from (
      select *, ts_rank(words, any_word, 1) as rank
      from public.artifacts where user_id = owner and id = any (matching)
      order by rank desc, created_at desc, id desc limit at_most offset skip
    ) as best
  ), '[]'));
end $$;

revoke all on function
  public.spaced(text),
  public.words_of(text, text, text[], text),
  public.excerpt_of(text, tsquery),
  public.asked_for(text, regconfig),
  public.matching_artifacts(text, tsquery, tsquery, text, text, boolean),
  public.search_artifacts(text, text, integer, integer, text, text, boolean)
from public, anon, authenticated, service_role;
grant execute on function
  public.spaced(text),
  public.words_of(text, text, text[], text),
  public.excerpt_of(text, tsquery),
  public.asked_for(text, regconfig),
  public.matching_artifacts(text, tsquery, tsquery, text, text, boolean),
  public.search_artifacts(text, text, integer, integer, text, text, boolean)
to service_role;
