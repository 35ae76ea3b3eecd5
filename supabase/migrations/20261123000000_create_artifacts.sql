-- The library: one row an artifact, owned by a Clerk user.

create table public.artifacts (
  id uuid primary key default gen_random_uuid(),
  -- Clerk's ids are text ("user_…"), so Supabase's auth.uid() never applies.
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
  content text not null check (octet_length(content) <= 1048576),
  -- Stored, so that listing never reads a content.
  size integer not null generated always as (octet_length(content)) stored,
  version integer not null default 1 check (version >= 1),
  -- Milliseconds: exactly what an ISO time of JavaScript holds, so a cursor made of one is exact.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

-- Serves artifact.list: newest first of one user, continued after (created_at, id).
create index artifacts_newest_first on public.artifacts (user_id, created_at desc, id desc);

-- Only the server's secret key reaches the table. Row level security stands behind the missing
-- grants: should a grant to a client role ever slip in, a Clerk user still sees own rows only.
alter table public.artifacts enable row level security;

create policy artifacts_of_the_token_subject on public.artifacts
  as permissive for all to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id)
  with check (((select auth.jwt()) ->> 'sub') = user_id);

revoke all on public.artifacts from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.artifacts to service_role;
