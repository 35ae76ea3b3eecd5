-- Titles and contents are indexed apart, so that a new title leaves the index of the content alone. No function whose
-- cost grows faster than its input, or that cannot be cancelled, gets more text than it handles in a fraction of a
-- second.

-- A text as words, separated by blanks. PostgreSQL's parser takes "report.csv" and "l'avion" for one word each, so
-- punctuation goes; one form of Unicode stays; in scripts without blanks every character is a word.
create or replace function public.spaced(text text) returns text
language plpgsql immutable strict set search_path = '' as $$
begin
  if octet_length(text) > char_length(text) then
    -- normalize() sorts runs of combining marks in quadratic time and ignores cancellation: 40 kB took 3 s. A blank
    -- ends every run after 32 characters (UAX #15, stream-safe text, allows 30).
    text := normalize(regexp_replace(text, '[^\x01-\x7f]{32}', '\& ', 'g'), NFKC);
    -- One character may have become eighteen (U+FDFA).
    text := regexp_replace(
      left(text, 131072), '[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]', ' \& ', 'g'
    );
    text := translate(
      text, U&'\2018\2019\201C\201D\2010\2011\2012\2013\2014\00AB\00BB', repeat(' ', 11)
    );
  end if;
  text := translate(text, E'\'!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\n\r\t', repeat(' ', 35));
  -- PostgreSQL 17.5 reads beyond the end of a word that grows over 2,047 bytes in lower case.
  if octet_length(text) > char_length(text) then
    text := regexp_replace(text, '[^ ]{200}', '\& ', 'g');
  end if;
  return text;
end $$;

-- The words of a title and of tags; with "=", each word of the title as it is, also those too common for the index
-- of contents; and the owner with "@", so that a search reads one user's part of the index only.
create function public.title_words_of(owner text, title text, tags text[]) returns tsvector
language sql immutable strict set search_path = '' as $$
  select array_to_tsvector(array['@' || owner] || array(
      select '=' || word
      from unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', public.spaced(title)))) as word
    ))
    || setweight(to_tsvector('pg_catalog.english', public.spaced(title)), 'A')
    || setweight(to_tsvector('pg_catalog.english', public.spaced(array_to_string(tags, ' '))), 'B')
$$;

-- The words of the first 256 KiB of a content, and its owner with "@".
create function public.content_words_of(owner text, content text) returns tsvector
language plpgsql immutable strict set search_path = '' as $$
declare
  own constant tsvector := array_to_tsvector(array['@' || owner]);
  words tsvector;
  -- 256 KiB in characters of this content's average width.
  spaced text := public.spaced(left(
    content, (262144 * char_length(content)::bigint / greatest(octet_length(content), 262144))::integer
  ));
begin
  while words is null loop
    begin
      words := own || to_tsvector('pg_catalog.english', spaced);
    exception when program_limit_exceeded then
      -- A tsvector holds 1 MB.
      if spaced = '' then raise; end if;
      spaced := left(spaced, char_length(spaced) / 2);
    end;
  end loop;
  return words;
end $$;

-- One row an artifact, written when the content changes.
create table public.content_words (
  user_id text not null,
  artifact_id uuid not null,
  words tsvector not null,
  -- What the artifact takes on disk, its words and its part of every index included, old versions and shares not.
  bytes integer not null check (bytes >= 0),
  primary key (user_id, artifact_id),
  foreign key (user_id, artifact_id) references public.artifacts (user_id, id)
    on update cascade on delete cascade
);
-- Without a pending list: the request that fills it would pay for all requests that added to it.
create index content_words_words on public.content_words using gin (words) with (fastupdate = off);

alter table public.content_words enable row level security;
create policy content_words_of_the_token_subject on public.content_words
  as permissive for all to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id)
  with check (((select auth.jwt()) ->> 'sub') = user_id);

revoke all on public.content_words from public, anon, authenticated, service_role;
grant select, insert, update on public.content_words to service_role;

-- The next migration writes every row: neither is to make all words again for it.
drop index public.artifacts_words;
alter table public.artifacts alter column words drop expression, alter column words drop not null;

-- Not generated columns: those would rewrite the table under a lock that stops every reader.
alter table public.artifacts add column title_words tsvector;
alter table public.artifact_versions add column bytes integer not null default 0 check (bytes >= 0);
-- A row with its entries in two indexes.
alter table public.artifact_shares add column bytes integer not null default 400 check (bytes >= 0);

-- One row, for what all libraries share.
create table public.project (
  singleton boolean primary key default true check (singleton),
  -- What all libraries take on disk, as project_status counted it last.
  bytes bigint not null default 0 check (bytes >= 0),
  -- When the purge last ended.
  purged_at timestamptz(3) not null default now(),
  -- The files of both indexes of words when they were last found rebuilt, how often that was, and when.
  words_files oid[] not null default '{}',
  rebuilds integer not null default 0,
  rebuilt_at timestamptz(3) not null default now(),
  -- Of the hashes of words that are gone. Secret, or words could be chosen that are not counted.
  seed bigint not null default hashtextextended(gen_random_uuid()::text, 0)
);
insert into public.project default values;
alter table public.project enable row level security;
create policy project_of_no_user on public.project as permissive for all to authenticated using (false);
revoke all on public.project from public, anon, authenticated, service_role;
grant select, update on public.project to service_role;

-- `gone_bytes` is the part of `bytes` that no artifact uses: words that were replaced or deleted, which a GIN index keeps
-- until it is rebuilt, and contents of refused saves. A word that is gone twice takes no more than
-- once, and none when an artifact has it again. So `gone_words` has the different ones, as word_marks_of makes them; of
-- more than 1,024, those whose hashes end in `gone_level` zero bits, each for 2 ^ gone_level words.
alter table public.libraries
  add column gone_bytes bigint not null default 0 check (gone_bytes >= 0),
  add column gone_words bigint[] not null default '{}',
  add column gone_level integer not null default 0,
  -- Of these, when something was first gone: `gone_bytes` end with the next.
  add column rebuilds integer not null default 0;

-- What words take on disk, their entries in the index included, in bytes. An entry costs 4 bytes where many artifacts
-- have the word and 60 where none other has; longer words are rarer. The constants here and below were measured: task
-- test:postgres compares what is counted with the size of the tables.
create function public.index_bytes(words tsvector) returns integer
language sql immutable strict set search_path = '' as $$
  select 3 * pg_column_size(strip(words)) - 6 * length(words)
$$;

create function public.words_bytes(words tsvector) returns integer
language sql immutable strict set search_path = '' as $$
  select pg_column_size(words) + public.index_bytes(words)
$$;

-- Words as numbers, each a hash and, in the lowest 12 bits, the length of the word.
create function public.word_marks_of(words tsvector, seed bigint, level integer) returns setof bigint
language sql immutable strict set search_path = '' as $$
  select mark
  from unnest(tsvector_to_array(words)) as word,
    lateral (select (hashtextextended(word, seed) & -4096) | octet_length(word) as mark) as marked
  where (mark >> 12) & ((1::bigint << level) - 1) = 0
$$;

-- The same as index_bytes of the words.
create function public.word_marks_bytes(marks bigint[], level integer) returns bigint
language sql immutable strict set search_path = '' as $$
  select (coalesce(sum(6 + 3 * (mark & 4095)), 0) * (1::bigint << level))::bigint from unnest(marks) as mark
$$;

-- Counts index entries of old words that the new ones do not have; those of the new words are in use. The same word is two
-- in the two indexes: 0 is that of contents, 1 that of titles.
create function public.count_gone_words(
  owner text, old_words tsvector, new_words tsvector, in_index integer
) returns void language plpgsql set search_path = '' as $$
declare
  library constant public.libraries := l from public.libraries as l where l.user_id = owner;
  level integer := library.gone_level;
  seed bigint;
  marks bigint[];
  more_bytes bigint;
begin
  select p.seed + in_index into seed from public.project as p;
  marks := array(
    (select unnest(library.gone_words) union select public.word_marks_of(old_words, seed, level))
    except select public.word_marks_of(new_words, seed, level)
  );
  while cardinality(marks) > 1024 loop
    level := level + 1;
    marks := array(
      select mark from unnest(marks) as mark where (mark >> 12) & ((1::bigint << level) - 1) = 0
    );
  end loop;
  more_bytes := public.word_marks_bytes(marks, level)
    - public.word_marks_bytes(library.gone_words, library.gone_level);
  update public.libraries
  set gone_words = marks, gone_level = level,
    bytes = bytes + more_bytes, gone_bytes = gone_bytes + more_bytes
  where user_id = owner and (gone_words, gone_level) <> (marks, level);
end $$;

create function public.count_gone_bytes(owner text, newly_gone_bytes bigint) returns void
language sql set search_path = '' as $$
  update public.libraries
  set bytes = bytes + newly_gone_bytes, gone_bytes = gone_bytes + newly_gone_bytes
  where user_id = owner and newly_gone_bytes > 0
$$;

-- What an artifact takes besides its content and the content's words.
create function public.row_bytes(artifact public.artifacts) returns integer
language sql immutable set search_path = '' as $$
  select 600 + octet_length(artifact.title) + octet_length(array_to_string(artifact.tags, ' '))
    + 2 * coalesce(octet_length(artifact.idempotency_key), 0)
    + public.words_bytes(artifact.title_words)
$$;

-- The same of a content, kept compressed, in chunks with headers.
create function public.content_bytes(compressed integer) returns integer
language sql immutable set search_path = '' as $$ select coalesce(compressed, 0) / 20 * 21 $$;

create function public.index_title() returns trigger language plpgsql set search_path = '' as $$
begin
  new.title_words := public.title_words_of(new.user_id, new.title, new.tags);
  return new;
end $$;

create function public.index_content() returns trigger language plpgsql set search_path = '' as $$
declare
  new_words constant tsvector := public.content_words_of(new.user_id, new.content);
begin
  -- A new artifact has no row yet. A plan made on an empty table would scan the table for each insert.
  if tg_op = 'UPDATE' then
    perform public.count_gone_words(user_id, words, new_words, 0)
    from public.content_words where user_id = new.user_id and artifact_id = new.id;
  elsif exists (select from public.libraries where user_id = new.user_id and gone_words <> '{}') then
    perform public.count_gone_words(new.user_id, null, new.title_words, 1);
    perform public.count_gone_words(new.user_id, null, new_words, 0);
  end if;
  insert into public.content_words (user_id, artifact_id, words, bytes)
  select user_id, id, new_words,
    -- Read from the row, where the content is compressed.
    public.row_bytes(new) + public.content_bytes(pg_column_size(content)) + public.words_bytes(new_words)
  from public.artifacts where user_id = new.user_id and id = new.id
  on conflict (user_id, artifact_id) do update set words = excluded.words, bytes = excluded.bytes;
  return null;
end $$;

create function public.count_row() returns trigger language plpgsql set search_path = '' as $$
begin
  update public.content_words set bytes = bytes + public.row_bytes(new) - public.row_bytes(old)
  where user_id = new.user_id and artifact_id = new.id;
  perform public.count_gone_words(new.user_id, old.title_words, new.title_words, 1);
  return null;
end $$;

create function public.count_version() returns trigger language plpgsql set search_path = '' as $$
begin
  -- A content that is moved here from its artifact comes compressed.
  new.bytes := 300 + octet_length(new.title) + octet_length(array_to_string(new.tags, ' '))
    + public.content_bytes(pg_column_size(new.content));
  return new;
end $$;

create trigger index_title before insert or update of user_id, title, tags on public.artifacts
  for each row execute function public.index_title();
create trigger index_content after insert or update of user_id, content on public.artifacts
  for each row execute function public.index_content();
create trigger count_row after update of title, tags, idempotency_key on public.artifacts
  for each row execute function public.count_row();
create trigger count_version before insert or update of title, tags, content on public.artifact_versions
  for each row execute function public.count_version();

revoke all on function
  public.title_words_of(text, text, text[]),
  public.content_words_of(text, text),
  public.words_bytes(tsvector),
  public.index_bytes(tsvector),
  public.word_marks_of(tsvector, bigint, integer),
  public.word_marks_bytes(bigint[], integer),
  public.count_gone_words(text, tsvector, tsvector, integer),
  public.count_gone_bytes(text, bigint),
  public.row_bytes(public.artifacts),
  public.content_bytes(integer),
  public.index_title(),
  public.index_content(),
  public.count_row(),
  public.count_version()
from public, anon, authenticated, service_role;
grant execute on function
  public.title_words_of(text, text, text[]),
  public.content_words_of(text, text),
  public.words_bytes(tsvector),
  public.index_bytes(tsvector),
  public.word_marks_of(tsvector, bigint, integer),
  public.word_marks_bytes(bigint[], integer),
  public.count_gone_words(text, tsvector, tsvector, integer),
  public.count_gone_bytes(text, bigint),
  public.row_bytes(public.artifacts),
  public.content_bytes(integer)
to service_role;
