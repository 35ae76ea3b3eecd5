-- Full-text search in titles, tags, descriptions and contents. Contents have an index of their own, so that a new title
-- does not index the content again. Some functions of PostgreSQL cannot be cancelled, or take more than linear time:
-- they get only as much text as they process in a fraction of a second.

create table library.content_words (
  user_id text not null,
  artifact_id uuid not null,
  words tsvector not null,
  bytes integer not null check (bytes >= 0),
  primary key (user_id, artifact_id),
  foreign key (user_id, artifact_id) references public.artifacts (user_id, id)
    on update cascade on delete cascade
);
comment on table library.content_words is
  'Words of contents for search: one row per artifact, written when the content changes.';
comment on column library.content_words.user_id is 'Owner of the artifact.';
comment on column library.content_words.artifact_id is 'The artifact. Deleting the artifact deletes the row.';
comment on column library.content_words.words is 'Words of the first 256 KiB of the content, and the owner as a word.';
comment on column library.content_words.bytes is
  'Bytes on disk of the artifact, its words and its entries in all indexes. Old versions and shares are not included.';

-- Without fastupdate, each save indexes its own words. With it, one save would have to index the words of many others.
create index content_words_words on library.content_words using gin (words) with (fastupdate = off);
create index artifacts_title_words on public.artifacts using gin (title_words) with (fastupdate = off);
update library.project set words_files = array[
  pg_relation_filenode('public.artifacts_title_words'), pg_relation_filenode('library.content_words_words')
] where singleton;

alter table library.content_words enable row level security;
create policy content_words_of_the_token_subject on library.content_words
  as permissive for select to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id);
revoke all on library.content_words from public, anon, authenticated, service_role;
grant select, insert, update on library.content_words to service_role;

-- How text is indexed.

create function library.normalize_for_search(text text) returns text
language plpgsql immutable strict set search_path = '' as $$
declare
  -- Characters after normalization to NFKC, which turns one character into up to eighteen (U+FDFA).
  max_normalized constant integer := 128 * 1024;
begin
  if octet_length(text) > char_length(text) then
    -- normalize() sorts a run of combining marks in quadratic time and cannot be cancelled: 40 kB took 3 s. So a blank
    -- ends each run after 32 characters. Stream-safe text (UAX #15) has at most 30 marks in a run.
    text := normalize(regexp_replace(text, '[^\x01-\x7f]{32}', '\& ', 'g'), NFKC);
    -- Each Thai, Japanese, Chinese or Korean character becomes a word, because these texts lack blanks between words.
    text := regexp_replace(
      left(text, max_normalized), '[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]', ' \& ', 'g'
    );
    text := translate(
      text, U&'\2018\2019\201C\201D\2010\2011\2012\2013\2014\00AB\00BB', repeat(' ', 11)
    );
  end if;
  text := translate(text, E'\'!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\n\r\t', repeat(' ', 35));
  -- Words are cut after 200 characters: a text with words of any length must be storable, and PostgreSQL 17.5 reads
  -- beyond the end of a word that has more than 2,047 bytes in lower case.
  if octet_length(text) > char_length(text) then
    text := regexp_replace(text, '[^ ]{200}', '\& ', 'g');
  end if;
  return text;
end $$;
comment on function library.normalize_for_search(text) is
  'Returns the words of a text in NFKC, separated by blanks. Punctuation becomes blanks, because PostgreSQL''s parser '
  'would take "report.csv" and "l''avion" for one word each.';

-- The vector has three kinds of lexemes:
-- '@user_a'  the owner, so that a search reads only the owner's part of the index
-- '=the'     each word of the title, not stemmed, stop words included
-- 'whale'    the stem of each word, with weight A for the title, B for tags and C for the description
create function library.title_search_vector(owner text, fields library.artifact_fields) returns tsvector
language sql stable strict set search_path = '' as $$
  select array_to_tsvector(array['@' || owner] || array(
      select '=' || word
      from unnest(tsvector_to_array(
        to_tsvector('pg_catalog.simple', library.normalize_for_search(fields.title))
      )) as word
    ))
    || setweight(to_tsvector('pg_catalog.english', library.normalize_for_search(fields.title)), 'A')
    || setweight(
      to_tsvector('pg_catalog.english', library.normalize_for_search(array_to_string(fields.tags, ' '))), 'B'
    )
    || setweight(
      to_tsvector('pg_catalog.english', library.normalize_for_search(coalesce(fields.description, ''))), 'C'
    )
$$;

create function library.content_search_vector(owner text, content text) returns tsvector
language plpgsql immutable strict set search_path = '' as $$
declare
  max_indexed_bytes constant integer := 256 * 1024;
  own constant tsvector := array_to_tsvector(array['@' || owner]);
  words tsvector;
  -- left() counts characters: the limit is converted by the content's average number of bytes per character.
  normalized text := library.normalize_for_search(left(content, (
    max_indexed_bytes * char_length(content)::bigint / greatest(octet_length(content), max_indexed_bytes)
  )::integer));
begin
  while words is null loop
    begin
      words := own || to_tsvector('pg_catalog.english', normalized);
    exception when program_limit_exceeded then
      -- A tsvector is limited to 1 MB. Try again with half of the text.
      if normalized = '' then raise; end if;
      normalized := left(normalized, char_length(normalized) / 2);
    end;
  end loop;
  return words;
end $$;
comment on function library.content_search_vector(text, text) is
  'Returns the owner and the words of the first 256 KiB of a content, or of less if a tsvector cannot hold all words.';

-- How queries are read and run.

create function library.first_words(normalized text, at_most integer, keep_repeated boolean) returns text
language sql immutable strict set search_path = '' as $$
  select string_agg(word, ' ' order by place)
  from (
    select word, min(place) as place
    from regexp_split_to_table(normalized, ' +') with ordinality as words (word, place)
    where word <> ''
    group by word, case when keep_repeated or word = 'or' then place end
    order by place limit at_most
  ) as first
$$;
comment on function library.first_words is
  'Returns the first at_most words of a normalized text. Repeated words are left out, except "or", and unless '
  'keep_repeated is true.';

create function library.normalize_query(query text) returns text
language sql immutable strict set search_path = '' as $$
  select coalesce(replace(string_agg(
    case when tokid <> blank then token when strpos(token, E'\u0001') > 0 then E'\u0001' else '' end,
    ' ' order by place
  ), E'\u0001 ', E'\u0001'), '')
  from ts_parse('pg_catalog.default', library.normalize_for_search(query))
    with ordinality as parsed (tokid, token, place),
  (values (12)) as token_types (blank)
$$;
comment on function library.normalize_query(text) is
  'Returns the words of a query, separated by blanks. PostgreSQL splits words also at other characters, such as '
  'arrows: one word could become a phrase of hundreds of words. U+0001 stays before its word.';

-- A query is limited, because each word and each phrase is looked up in every candidate artifact:
-- 1. at most 32 words outside of phrases
-- 2. at most 2 phrases, with 16 words together: words of further phrases are searched for one by one, and further
--    excluded phrases are ignored
-- A dash excludes a word only after a blank. Normalizing removes dashes: U+0001 stands for such a dash until then.
create function library.parse_search(query text, config regconfig) returns tsquery
language sql immutable strict set search_path = '' as $$
  with quoted as (
    select text, part,
      case when part % 2 = 0 then library.first_words(library.normalize_query(text), 16, true) end as phrase
    from regexp_split_to_table(translate(query, U&'\201C\201D\0001', '"" '), '"')
      with ordinality as split (text, part)
    order by part limit 16
  ), parts as (
    select part, phrase,
      part <= 4 and phrase is not null
        and sum(cardinality(string_to_array(phrase, ' '))) over by_part <= 16 as is_phrase,
      phrase is not null and lag(text) over by_part ~ '(^|\s)-$' as is_excluded,
      library.first_words(library.normalize_query(
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
      else translate(library.first_words(words, words_left, false), E'\u0001', '-')
    end, ' ' order by part
  ), ''))
  from counted where words_left > 0
$$;
comment on function library.parse_search is
  'Parses a query of words, "phrases", -exclusions and "or". Normalizes the words in the same way as the index does.';

-- Builds and runs one statement. For example, the query 'whale' & 'sea' | !'ship' becomes
--   (ids with whale intersect ids with sea) union (all ids except ids with ship)
create function library.ids_with_all(owner text, parsed tsquery) returns uuid[]
language plpgsql stable set search_path = '' set enable_seqscan = off as $$
declare
  own constant text := quote_literal('@' || owner) || ' & ';
  statement text;
  ids uuid[];
begin
  select string_agg(alternative.ids, ' union ') into statement
  from (
    select format(
      '(%s%s)',
      coalesce(
        string_agg(part.ids, ' intersect ') filter (where not part.excluded),
        format('select id from public.artifacts where user_id = %L', owner)
      ),
      string_agg(' except ' || part.ids, '') filter (where part.excluded)
    ) as ids
    from regexp_split_to_table(parsed::text, ' \| ') with ordinality as alternative (text, number),
    lateral (
      select left(word, 1) = '!' as excluded, format(
        '(select id from public.artifacts where user_id || '''' = %2$L and title_words @@ %1$L::tsquery'
          ' union all select artifact_id from library.content_words'
          ' where user_id || '''' = %2$L and words @@ %1$L::tsquery)',
        own || ltrim(word, '!'), owner
      ) as ids
      from regexp_split_to_table(alternative.text, ' & ') as word
    ) as part
    group by alternative.number
  ) as alternative;
  execute format('select array(%s)', statement) into ids;
  return ids;
end $$;
comment on function library.ids_with_all is
  'Returns the ids of a user''s artifacts that match a query, also if some words are in the title and others in the '
  'content. Reads a set of ids from both indexes for each word or phrase. Callers pass at most 12, because '
  'each set takes time.';

-- Each query gets its own plan, because rare and common words need different plans. Sequential scans are off: because
-- of LIMIT, the planner may choose one, and read all users' artifacts until it finds enough of the owner's.
-- `user_id || ''` keeps the planner from using an index of user_id, so that it uses the index of words, which has the
-- owner, too. For a new user, who is not in the statistics yet, the planner expects one row. With an index of user_id,
-- it would then evaluate @@ on all of the user's artifacts, again for each match.
create function library.matching_ids(
  owner text, parsed tsquery, title_query tsquery, only_kind text, only_tag text, in_trash boolean
) returns uuid[] language plpgsql stable
set search_path = '' set plan_cache_mode = 'force_custom_plan' set enable_seqscan = off as $$
declare
  max_matches constant integer := 200;
  max_parts constant integer := 12;
  own constant tsquery := quote_literal('@' || owner)::tsquery;
  parts constant integer := cardinality(regexp_split_to_array(parsed::text, ' [&|] '));
  -- Excluded words must be absent from the title and from the content, so both must be checked together.
  excludes constant boolean := parsed::text ~ '!';
  is_filtered constant boolean := excludes or in_trash or only_kind is not null or only_tag is not null;
  -- Without filters, the search reads at most this number of ids: max_matches of them are enough.
  max_found constant integer := 1000;
  found uuid[] := array(
    select id from public.artifacts where user_id || '' = owner and title_words @@ (own && parsed)
    union all
    select artifact_id from library.content_words where user_id || '' = owner and words @@ (own && parsed)
    limit case when is_filtered then null else max_found end
  );
  matching uuid[] := case when not is_filtered and cardinality(found) = max_found then found else array(
    select a.id from public.artifacts as a
    where a.user_id = owner and a.id = any (found)
      and (a.deleted_at is not null)::integer = in_trash::integer
      and (only_kind is null or a.kind = only_kind)
      and (only_tag is null or only_tag = any (a.tags))
      and (not excludes or (
        select (a.title_words || w.words) @@ parsed from library.content_words as w
        where w.user_id = owner and w.artifact_id = a.id
      ))
    limit max_matches + 1
  ) end;
begin
  if cardinality(matching) <= max_matches and parts between 2 and max_parts then
    -- Assigned to a variable first: inside the query, the planner may call the function once for each row.
    found := library.ids_with_all(owner, parsed);
    matching := array(
      select a.id from public.artifacts as a
      where a.user_id = owner and a.id = any (found)
        and (a.deleted_at is not null)::integer = in_trash::integer
        and (only_kind is null or a.kind = only_kind)
        and (only_tag is null or only_tag = any (a.tags))
      limit max_matches + 1
    );
  end if;
  -- Too many matches: take the newest, and matches with the words in their titles.
  if cardinality(matching) > max_matches then
    matching := array(
      select a.id from public.artifacts as a
      join library.content_words as w on w.user_id = owner and w.artifact_id = a.id
      where a.user_id = owner
        and (
          not excludes and (a.title_words @@ parsed or w.words @@ parsed)
          or (a.title_words || w.words) @@ parsed
        )
        and (a.deleted_at is not null)::integer = in_trash::integer
        and (only_kind is null or a.kind = only_kind)
        and (only_tag is null or only_tag = any (a.tags))
      order by a.created_at desc, a.id desc limit max_matches
    ) || array(
      select a.id from public.artifacts as a
      where a.user_id = owner and a.title_words @@ (own && title_query)
        -- querytree() returns 'T' for a query that only excludes words. Such a query has no words to find in titles.
        and querytree(title_query) <> 'T'
        and (a.deleted_at is not null)::integer = in_trash::integer
        and (only_kind is null or a.kind = only_kind)
        and (only_tag is null or only_tag = any (a.tags))
        and (not excludes or (
          select (a.title_words || w.words) @@ parsed from library.content_words as w
          where w.user_id = owner and w.artifact_id = a.id
        ))
      limit max_matches
    );
  end if;
  return matching;
end $$;
comment on function library.matching_ids is
  'Returns the ids of all artifacts that match. If more than 200 match, returns the newest 200, and up to 200 with the '
  'words in their titles.';

create function library.excerpt_of(content text, parsed tsquery, within integer) returns text
language plpgsql immutable set search_path = '' as $$
declare
  characters_before constant integer := 80;
  characters_after constant integer := 160;
  place integer;
  stems text;
  start integer;
  before text := '';
  after text;
begin
  -- The end of a stem may differ from the word: "company" has the stem "compani", and "pricing" has "price".
  select '(?<![[:alnum:]])(' || string_agg(regexp_replace(stem, '(?<=...)[eiy]$', '[eiy]?'), '|') || ')'
  into stems
  from unnest(tsvector_to_array(to_tsvector(
    'pg_catalog.simple', nullif(regexp_replace(querytree(parsed), '<\d+>', ' ', 'g'), 'T')
  ))) as stem
  where stem ~ '^[[:alnum:]]+$';
  place := nullif(regexp_instr(left(content, within), stems, 1, 1, 0, 'i'), 0);
  start := greatest(coalesce(place, 1) - characters_before, 1);
  before := substr(content, start, coalesce(place, 1) - start);
  -- Removes the word that the cut splits, unless the text has no blanks.
  if start > 1 then before := '… ' || regexp_replace(before, '^\S*\s', ''); end if;
  after := substr(content, coalesce(place, 1), characters_after);
  if char_length(content) >= coalesce(place, 1) + characters_after then
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
comment on function library.excerpt_of is
  'Returns the text around the first match in a content, with each match between **. Searches only the first '
  '"within" characters: a search of a million characters for 32 words takes half a second.';

create function public.search_artifacts(
  owner text, query text, at_most integer, skip integer default 0,
  only_kind text default null, only_tag text default null, in_trash boolean default false
) returns jsonb language plpgsql stable set search_path = ''
-- PostgREST applies the limit to the whole statement. Without a limit, the statement runs on after the caller has left.
set statement_timeout = '3s' as $$
declare
  -- Characters of each content that are searched for its excerpt. A page with more results gets fewer characters each.
  min_excerpt_reach constant integer := 8 * 1024;
  max_excerpt_reach constant integer := 64 * 1024;
  total_excerpt_reach constant integer := 700000;
  excerpt_reach constant integer := greatest(
    min_excerpt_reach, least(max_excerpt_reach, total_excerpt_reach / greatest(at_most, 1))
  );
  parsed tsquery := library.parse_search(query, 'pg_catalog.english');
  -- Matches titles that contain every word, not stemmed, in any order: 'to' <-> 'be' becomes '=to' & '=be'.
  title_query constant tsquery := regexp_replace(
    regexp_replace(library.parse_search(query, 'pg_catalog.simple')::text, '<(-|\d+)>', '&', 'g'),
    '''([^'']+)''', '''=\1''', 'g'
  )::tsquery;
  any_word tsquery;
  matching uuid[];
begin
  if library.is_closed(owner) then return '{"refusal": "account_closed"}'::jsonb; end if;
  if numnode(title_query) = 0 then return '{"refusal": "empty_query"}'::jsonb; end if;
  if numnode(parsed) = 0 then parsed := title_query; end if;
  matching := library.matching_ids(owner, parsed, title_query, only_kind, only_tag, in_trash);
  -- Without a match, a weaker query is tried. A phrase 'a' <-> 'b' becomes 'a' & 'b', because a tsvector has no exact
  -- positions far into a content. Words 'a' & 'b' become 'a' | 'b'. A query with exclusions is not weakened: excluded
  -- words could then match.
  if cardinality(matching) = 0 and parsed::text !~ '!' then
    parsed := case
      when parsed::text ~ '<' then regexp_replace(parsed::text, '<(-|\d+)>', '&', 'g')
      else replace(parsed::text, '&', '|')
    end::tsquery;
    matching := library.matching_ids(owner, parsed, title_query, only_kind, only_tag, in_trash);
  end if;
  -- For the ranking, 'a' & 'b' <-> 'c' becomes 'a' | 'b' | 'c', because ts_rank takes quadratic time for words with &.
  any_word := translate(regexp_replace(parsed::text, '<(-|\d+)>', '|', 'g'), '&!', '| ')::tsquery;
  return jsonb_build_object('artifacts', coalesce((
    select jsonb_agg(
      to_jsonb(summary) - 'user_id'
        || jsonb_build_object('excerpt', library.excerpt_of(best.content, parsed, excerpt_reach))
      order by best.rank desc, best.created_at desc, best.id desc
    )
    from (
      select a.id, a.created_at, a.content, ts_rank(a.title_words || w.words, any_word, 1) as rank
      from public.artifacts as a
      join library.content_words as w on w.user_id = a.user_id and w.artifact_id = a.id
      where a.user_id = owner and a.id = any (matching)
      order by rank desc, created_at desc, id desc limit at_most offset skip
    ) as best
    join library.summaries as summary on summary.user_id = owner and summary.id = best.id
  ), '[]'));
end $$;
comment on function public.search_artifacts is
  'Returns {"artifacts"}, each with an "excerpt", best match first. If no artifact has all words, returns those with '
  'some.';

revoke all on function
  library.normalize_for_search, library.title_search_vector, library.content_search_vector, library.first_words,
  library.normalize_query,
  library.parse_search, library.ids_with_all, library.matching_ids, library.excerpt_of, public.search_artifacts
from public, anon, authenticated, service_role;
grant execute on function
  library.normalize_for_search, library.title_search_vector, library.content_search_vector, library.first_words,
  library.normalize_query,
  library.parse_search, library.ids_with_all, library.matching_ids, library.excerpt_of, public.search_artifacts
to service_role;
