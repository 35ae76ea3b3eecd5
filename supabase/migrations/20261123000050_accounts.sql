-- Closed accounts: users who were banned, or who deleted their account in Clerk. The functions refuse closed accounts,
-- and their shares open nothing. purge_library erases the data of deleted users after erase_at.

create table library.closed_accounts (
  user_hash bytea primary key,
  user_id text unique check (user_id ~ '^user_[A-Za-z0-9]+$'),
  banned_at timestamptz(3),
  erase_at timestamptz(3),
  reopened_at timestamptz(3)
);
comment on table library.closed_accounts is
  'Users who may not use the server: banned (banned_at) or deleted (erase_at). Reopened accounts have neither time.';
comment on column library.closed_accounts.user_hash is
  'SHA-256 of the user id. Kept after the erasure: a token that was issued before must not start a new library.';
comment on column library.closed_accounts.user_id is 'The Clerk user; null after the erasure.';
comment on column library.closed_accounts.banned_at is 'When the operator banned the user; null = not banned.';
comment on column library.closed_accounts.erase_at is 'When the purge may erase the data; null = never.';
comment on column library.closed_accounts.reopened_at is
  'When the operator cancelled the erasure. Clerk''s deletion events from before this time are ignored.';

create index closed_accounts_to_erase on library.closed_accounts (erase_at) where user_id is not null;

alter table library.closed_accounts enable row level security;
create policy closed_accounts_of_the_token_subject on library.closed_accounts
  as permissive for select to authenticated
  using (((select auth.jwt()) ->> 'sub') = user_id);
revoke all on library.closed_accounts from public, anon, authenticated, service_role;
grant select on library.closed_accounts to service_role;

create function library.user_hash(owner text) returns bytea
language sql immutable strict set search_path = '' as $$ select sha256(convert_to(owner, 'UTF8')) $$;
comment on function library.user_hash(text) is 'SHA-256 of a user id.';

create function library.is_closed(owner text) returns boolean
language sql stable strict set search_path = '' as $$
  select exists (
    select from library.closed_accounts
    where user_hash = library.user_hash(owner) and (banned_at is not null or erase_at is not null)
  )
$$;
comment on function library.is_closed(text) is
  'Whether a user was banned or deleted. Every function for users calls it; functions that save call it under the '
  'lock.';

-- The column erase_at would round to the nearest millisecond, which may be in the future.
create function library.current_millisecond() returns timestamptz
language sql stable set search_path = '' as $$ select date_trunc('milliseconds', now()) $$;
comment on function library.current_millisecond() is 'The time of the transaction, rounded down to milliseconds.';

-- The functions below that change the table run with their owner's rights (security definer), because service_role may
-- only read it. Each of them locks the library first, as saves do: the same order of locks prevents deadlocks.

create function public.close_account(
  owner text, erase_after_days integer, happened_at timestamptz default now()
) returns jsonb language plpgsql security definer set search_path = '' as $$
begin
  perform from public.libraries where user_id = owner for update;
  insert into library.closed_accounts as account (user_hash, user_id, erase_at)
  values (library.user_hash(owner), owner, library.current_millisecond() + make_interval(days => erase_after_days))
  on conflict (user_hash) do update set erase_at = excluded.erase_at
  where account.erase_at is null and happened_at > coalesce(account.reopened_at, '-infinity');
  return jsonb_build_object('erase_at', (
    select erase_at from library.closed_accounts where user_hash = library.user_hash(owner)
  ));
end $$;
comment on function public.close_account is
  'Closes the account of a user who was deleted at happened_at, and schedules the erasure. Further calls change '
  'nothing. Returns {"erase_at"}: null if the operator reopened the account after happened_at.';

create function public.reopen_account(owner text) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.libraries where user_id = owner for update;
  update library.closed_accounts set user_id = owner, erase_at = null, reopened_at = now()
  where user_hash = library.user_hash(owner) and erase_at is not null;
  return jsonb_build_object('reopened', found, 'closed', library.is_closed(owner));
end $$;
comment on function public.reopen_account is
  'Cancels the erasure of a deleted user, or lets an erased user start again. Returns {"reopened", "closed"}: '
  '"reopened" is false if the user was not deleted, and "closed" is true if the user is banned.';

create function public.ban_account(owner text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  banned boolean;
begin
  perform from public.libraries where user_id = owner for update;
  insert into library.closed_accounts as account (user_hash, user_id, banned_at)
  values (library.user_hash(owner), owner, now())
  on conflict (user_hash) do update set banned_at = now() where account.banned_at is null;
  banned := found;
  -- A thief of the user's token may have shared artifacts: after the ban, these shares must not open again.
  delete from library.artifact_shares where user_id = owner;
  return jsonb_build_object('banned', banned);
end $$;
comment on function public.ban_account is
  'Bans a user, revokes the user''s shares and keeps the data. Returns {"banned"}: false if the user was banned already.';

create function public.unban_account(owner text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  hash constant bytea := library.user_hash(owner);
  unbanned boolean;
begin
  perform from public.libraries where user_id = owner for update;
  update library.closed_accounts set banned_at = null where user_hash = hash and banned_at is not null;
  unbanned := found;
  delete from library.closed_accounts where user_hash = hash and erase_at is null and reopened_at is null;
  return jsonb_build_object('unbanned', unbanned, 'closed', library.is_closed(owner));
end $$;
comment on function public.unban_account is
  'Ends a ban. Returns {"unbanned", "closed"}: "unbanned" is false if the user was not banned, and "closed" is true if '
  'the user was deleted, too.';

create function public.list_closed_accounts(at_most integer) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('accounts', coalesce(jsonb_agg(to_jsonb(page)), '[]'))
  from (
    select user_id, banned_at, erase_at from library.closed_accounts
    where user_id is not null and (banned_at is not null or erase_at is not null)
    order by erase_at, banned_at limit at_most
  ) as page
$$;
comment on function public.list_closed_accounts is
  'Returns {"accounts"}: banned users, and deleted users who are not erased yet. The next erasure comes first.';

create function public.forget_person(owner text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform library.lock_library(owner);
  insert into library.closed_accounts as account (user_hash, user_id, erase_at)
  values (library.user_hash(owner), owner, library.current_millisecond())
  on conflict (user_hash) do update
  set user_id = owner, erase_at = least(account.erase_at, excluded.erase_at);
  return library.purge_library(owner);
end $$;
comment on function public.forget_person is
  'Erases a user step by step: call it until it returns false. The first step closes the account and all of its '
  'shares. Steps are short. The next call, or the nightly purge, continues an interrupted erasure.';

revoke all on function
  library.user_hash, library.is_closed, library.current_millisecond,
  public.close_account, public.reopen_account, public.ban_account, public.unban_account,
  public.list_closed_accounts, public.forget_person
from public, anon, authenticated, service_role;
grant execute on function
  library.user_hash, library.is_closed,
  public.close_account, public.reopen_account, public.ban_account, public.unban_account,
  public.list_closed_accounts, public.forget_person
to service_role;
