-- What later migrations create is closed until they open it. Left alone, a project's defaults would
-- give the client roles every privilege on a new table (projects made before November 2026) or still
-- truncate, references and trigger (since then). Functions stay open to everybody, since PostgreSQL
-- itself gives that: a migration that makes one must revoke it.

alter default privileges in schema public
  revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public
  revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public
  revoke all on functions from anon, authenticated, service_role;
