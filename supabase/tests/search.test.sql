-- Search: users find only their own artifacts, also with words that are common in other users' libraries.
begin;
create extension if not exists pgtap with schema extensions;
select no_plan();

-- Bob's artifacts are newer: a search for the newest of all users would return only his.
insert into public.artifacts (user_id, title, kind, content, created_at, tags, deleted_at)
select owner, 'Number ' || i, case when i % 2 = 0 then 'text' else 'code' end,
  'common' || case when i = 1 then ' rare' else '' end
    || case owner when 'user_bob' then ' bobs' else '' end,
  start + i * interval '1 minute', case when i <= 3 then array['few'] else '{}' end,
  case when i > 300 then now() end
from (values ('user_alice', timestamptz '2026-01-01Z'), ('user_bob', '2026-06-01Z')) as o (owner, start),
  generate_series(1, 310) as i;
set local role service_role;

-- Returns the number of results of each owner.
create function pg_temp.found(
  owner text, query text, kind text default null, tag text default null, trashed boolean default false
) returns text language sql as $$
  select string_agg(format('%s %s', number, user_id), ', ' order by user_id) from (
    select user_id, count(*) as number
    from jsonb_array_elements(
      public.search_artifacts(owner, query, 1000, 0, kind, tag, trashed) -> 'artifacts'
    ) as found join public.artifacts on id = (found ->> 'id')::uuid
    group by user_id
  ) as counted
$$;
select is(pg_temp.found('user_alice', query), expected, format('Alice searches for %s', query))
from (values
  ('rare', '1 user_alice'), ('common', '200 user_alice'), ('common rare', '1 user_alice'),
  ('bobs', null), ('nowhere', null), ('bobs common', '200 user_alice'), ('bobs or rare', '1 user_alice'),
  ('-nowhere', '200 user_alice'), ('user_bob', null), ('@user_bob', null),
  ('common or @user_bob', '200 user_alice')
) as searches (query, expected);
select is(
  pg_temp.found('user_carol', query), null, format('Carol, who has nothing, searches for %s', query)
) from unnest(array['rare', 'common', '-nowhere', 'user_bob', '@user_alice']) as query;
select is(pg_temp.found('user_alice', 'common', 'code', 'few'), '2 user_alice', 'a search by kind and tag finds only these artifacts');
select is(pg_temp.found('user_alice', 'common', trashed => true), '10 user_alice', 'a search of the trash finds only artifacts in the trash');
select is(
  public.search_artifacts('user_alice', 'common', 2) #>> '{artifacts,0,title}', 'Number 300',
  'of equal matches, the newest comes first'
);
select is(
  public.search_artifacts('user_alice', query, 10), '{"refusal": "empty_query"}',
  format('the query "%s" has no word and is refused', query)
) from unnest(array['', ' ', '!&|', '-', '" "']) as query;

-- Best match first: a word in the title has more weight than one in the content.
reset role;
insert into public.artifacts (user_id, title, kind, content) values
  ('user_d', 'Nothing', 'text', 'The whale ' || repeat('and other words ', 30)),
  ('user_d', 'Whales', 'text', 'Nothing');
select is(
  jsonb_path_query_array(public.search_artifacts('user_d', 'whale', 10), '$.artifacts[*].title'),
  '["Whales", "Nothing"]', 'the best match comes first, also with another word ending'
);
select matches(
  public.search_artifacts('user_d', 'whale', 1, 1) #>> '{artifacts,0,excerpt}',
  '^The \*\*whale\*\* and ',
  'the excerpt shows and marks the match'
);
-- A content of the largest size, with more different words than a tsvector can contain.
select lives_ok(
  $$ insert into public.artifacts (user_id, title, kind, content)
    select 'user_e', 'Giant', 'text', left(string_agg(md5(i::text), ' '), 1048576)
    from generate_series(1, 31776) as i $$,
  'a content with more words than the index can contain is saved'
);
select is(
  jsonb_array_length(public.search_artifacts('user_e', md5('1'), 1) -> 'artifacts'), 1,
  'a content with more words than the index can contain is found by its first words'
);
select throws_ok(
  $$ select library.content_search_vector(repeat('a', 3000), 'content') $$, '54000', null,
  'an owner name that is too long for a tsvector ends in an error, not in an endless loop'
);

-- PostgreSQL splits words not only at blanks: without a limit, one word of a query could become a phrase of hundreds.
select is(
  library.parse_search(query, 'pg_catalog.english')::text, parsed, format('the query %s is parsed', query)
) from (values
  ('b→c', $$'b' & 'c'$$), ('p×q€r', $$'p' & 'q' & 'r'$$), ('x -b→c y', $$'x' & !'b' & 'c' & 'y'$$),
  ('"p→q r"', $$'p' <-> 'q' <-> 'r'$$)
) as queries (query, parsed);
select cmp_ok(
  numnode(library.parse_search(
    (select string_agg('w' || number, symbol) from generate_series(1, 400) as number), 'pg_catalog.english'
  )), '<=', 63, format('400 words joined by %s are cut to 32', symbol)
) from unnest(array['→', '×', '€', '½', '㎧', '·', '…', '•']) as symbol;
select cmp_ok(
  numnode(library.parse_search(
    '"' || (select string_agg('w' || number, symbol) from generate_series(1, 400) as number) || '"', 'pg_catalog.english'
  )), '<=', 63, format('a phrase of 400 words joined by %s is cut to 32', symbol)
) from unnest(array['→', '×', '€', '½', '㎧', '·', '…', '•']) as symbol;

select * from finish();
rollback;
