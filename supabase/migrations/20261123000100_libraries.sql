-- Libraries: one row per user, with the totals that are compared with quotas. Every change of a user's artifacts locks
-- the row first, so that changes of one library run one after the other.

create table public.libraries (
  -- Text, because Clerk's ids look like "user_2abc". Policies cannot use Supabase's auth.uid(), which is a UUID.
  user_id text primary key check (user_id ~ '^user_[A-Za-z0-9]+$'),
  artifacts integer not null default 0 check (artifacts >= 0),
  bytes bigint not null default 0 check (bytes >= 0),
  gone_bytes bigint not null default 0 check (gone_bytes >= 0),
  gone_words bigint[] not null default '{}',
  gone_level integer not null default 0,
  rebuilds integer not null default 0
);
comment on table public.libraries is 'Totals of each user''s library. Every change of the library locks its row.';
comment on column public.libraries.user_id is 'The Clerk user who owns the library.';
comment on column public.libraries.artifacts is 'Number of artifacts, including those in the trash.';
comment on column public.libraries.bytes is
  'Bytes on disk: gone_bytes, plus the columns bytes of content_words (which include the artifacts'' own rows), '
  'artifact_versions and artifact_shares.';
comment on column public.libraries.gone_bytes is
  'Part of bytes that no artifact uses: index entries of replaced or deleted words, which stay in a GIN index until '
  'its rebuild, and contents of rejected saves, which stay until a vacuum.';
comment on column public.libraries.gone_words is
  'Hashes of the words that gone_bytes counts, each word once, as in the index. A word is removed when an artifact '
  'contains the word again. If there are more than 1,024 words, a sample.';
comment on column public.libraries.gone_level is
  'gone_words contains only hashes that end in gone_level zero bits: one of 2 ^ gone_level hashes. 0 = all hashes.';
comment on column public.libraries.rebuilds is
  'Value of project.rebuilds when gone_bytes was last set to 0. After each further rebuild, gone_bytes is set to 0 '
  'again.';

alter table public.libraries enable row level security;
create policy libraries_of_the_token_subject on public.libraries
  as permissive for select to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id);
revoke all on public.libraries from public, anon, authenticated, service_role;
grant select, insert, update on public.libraries to service_role;

create table library.project (
  singleton boolean primary key default true check (singleton),
  bytes bigint not null default 0 check (bytes >= 0),
  purged_at timestamptz(3) not null default now(),
  words_files oid[] not null default '{}',
  rebuilds integer not null default 0,
  rebuilt_at timestamptz(3) not null default now(),
  seed bigint not null default hashtextextended(gen_random_uuid()::text, 0)
);
comment on table library.project is 'State that all libraries share, in one row.';
comment on column library.project.singleton is 'Always true. The primary key then allows one row only.';
comment on column library.project.bytes is 'Bytes of all libraries, as counted by the last project_status().';
comment on column library.project.purged_at is 'End of the last purge that covered all libraries.';
comment on column library.project.words_files is
  'Filenodes of both search indexes after the last known rebuild. A rebuild changes the filenode of an index.';
comment on column library.project.rebuilds is 'Number of times that both search indexes were rebuilt.';
comment on column library.project.rebuilt_at is 'When project_status() last found both search indexes rebuilt.';
comment on column library.project.seed is
  'Seed of the hashes in gone_words. Secret: with the seed, a user could choose words that the sample leaves out.';
insert into library.project default values;

alter table library.project enable row level security;
create policy project_of_no_user on library.project as permissive for select to authenticated using (false);
revoke all on library.project from public, anon, authenticated, service_role;
grant select, update on library.project to service_role;

create function library.reset_gone_bytes(owners text[]) returns void
language sql set search_path = '' as $$
  update public.libraries
  set bytes = bytes - gone_bytes, gone_bytes = 0, gone_words = '{}', gone_level = 0,
    rebuilds = (select rebuilds from library.project)
  where user_id = any (owners)
$$;
comment on function library.reset_gone_bytes(text[]) is
  'Sets gone_bytes to 0, because a rebuild of the search indexes removed the words.';

create function library.lock_library(owner text) returns public.libraries
language plpgsql set search_path = '' as $$
declare
  locked public.libraries;
begin
  insert into public.libraries (user_id, rebuilds)
  select owner, rebuilds from library.project where not library.is_closed(owner)
  on conflict do nothing;
  select * into locked from public.libraries where user_id = owner for update;
  -- Compared after the lock is held: another session may have reset the row while this session waited.
  if locked.rebuilds < (select rebuilds from library.project) then
    perform library.reset_gone_bytes(array[owner]);
    select * into strict locked from public.libraries where user_id = owner;
  end if;
  return locked;
end $$;
comment on function library.lock_library(text) is
  'Locks a user''s library until the end of the transaction. Creates a missing library, except for closed accounts.';

-- Callers check before and after a save, because the bytes of a save are known only after it is stored.
create function library.exceeded_limit(owner text, max_bytes bigint, max_project_bytes bigint) returns text
language plpgsql stable set search_path = '' as $$
declare
  -- The limit of gone_bytes is half the quota, but at least min_gone_bytes.
  min_gone_bytes constant bigint := 8 * 1024 * 1024;
begin
  return (
    select case
      when l.bytes - l.gone_bytes > max_bytes then 'library'
      when p.bytes > max_project_bytes then 'project'
      when l.gone_bytes > greatest(max_bytes / 2, min_gone_bytes) then 'index'
    end
    from library.project as p left join public.libraries as l on l.user_id = owner
  );
end $$;
comment on function library.exceeded_limit(text, bigint, bigint) is
  'Returns the limit that is exceeded: "library" (the user''s quota), "project" (all users) or "index" (gone_bytes). '
  'Null if no limit is exceeded.';

create function library.limit_refusal(owner text, exceeded text) returns jsonb
language sql stable strict set search_path = '' as $$
  select case exceeded
    when 'library' then
      jsonb_build_object('refusal', 'quota_exceeded', 'of', 'bytes', 'used', bytes - gone_bytes)
    else jsonb_build_object('refusal', exceeded || '_full')
  end
  from public.libraries where user_id = owner
$$;
comment on function library.limit_refusal(text, text) is
  'Returns the refusal for a limit that exceeded_limit() returned.';

revoke all on function
  library.reset_gone_bytes, library.lock_library, library.exceeded_limit, library.limit_refusal
from public, anon, authenticated, service_role;
grant execute on function
  library.reset_gone_bytes, library.lock_library, library.exceeded_limit, library.limit_refusal
to service_role;
