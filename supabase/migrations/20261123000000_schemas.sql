-- The Data API exposes schema `public`, which contains the functions and tables that the server uses. Schema `library`
-- contains everything else and is not exposed: a request must not call an internal function without the lock it needs.

create schema library;
comment on schema library is 'Internals of the artifact library. Not exposed by the Data API.';
grant usage on schema library to service_role;

-- New tables, sequences and functions stay closed until a migration grants access. Without these statements, Supabase
-- grants the client roles all privileges on a new table, or in projects since November 2026 truncate, references and
-- trigger. PostgreSQL itself lets PUBLIC execute new functions: each migration revokes that for its functions.
alter default privileges in schema public, library
  revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public, library
  revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public, library
  revoke all on functions from anon, authenticated, service_role;

-- Row level security is a second barrier: if a client role gets a grant by mistake, Clerk users can read only their own
-- rows and change none. Each table with a user_id repeats the same policy, because tables cannot share a policy.
