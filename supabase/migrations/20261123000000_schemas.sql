-- Schema `public` is exposed by the Data API and holds what the server calls. Schema `library` is not exposed and
-- holds everything else, so that no request to the Data API calls an internal function without the lock it needs.

create schema library;
comment on schema library is 'Internals of the artifact library. Not exposed by the Data API.';
grant usage on schema library to service_role;

-- Later tables, sequences and functions stay closed until a migration grants access. By default a project gives the
-- client roles every privilege on a new table (projects from before November 2026) or truncate, references and trigger.
-- PostgreSQL itself lets PUBLIC execute new functions: each migration revokes that.
alter default privileges in schema public, library
  revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public, library
  revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public, library
  revoke all on functions from anon, authenticated, service_role;

-- Row level security is a second barrier: if a client role gets a grant by mistake, Clerk users can read only their own
-- rows and change none. Every table with a user_id repeats the same policy, since tables cannot share one.
