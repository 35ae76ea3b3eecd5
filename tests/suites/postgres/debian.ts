// The Debian packages that the suite needs: where their files are, and one sentence when some are
// missing.

/** Programs of PostgreSQL 15. `supabase/config.toml` names 17, which Debian does not have; PGlite has it. */
export const PROGRAMS = "/usr/lib/postgresql/15/bin";
export const PG_PROVE = "/usr/bin/pg_prove";

const EXTENSIONS = "/usr/share/postgresql/15/extension";
/** A file that each package brings. */
const PACKAGES: Record<string, string> = {
  "postgresql-15": `${PROGRAMS}/postgres`,
  "postgresql-15-pgtap": `${EXTENSIONS}/pgtap.control`,
  "postgresql-15-cron": `${EXTENSIONS}/pg_cron.control`,
  "postgresql-15-plpgsql-check": `${EXTENSIONS}/plpgsql_check.control`,
  "libtap-parser-sourcehandler-pgtap-perl": PG_PROVE,
};

/** @throws Error that names the packages to install */
export async function requirePackages(): Promise<void> {
  const missing: string[] = [];
  for (const [name, file] of Object.entries(PACKAGES)) {
    if (!await Deno.stat(file).then(() => true, () => false)) missing.push(name);
  }
  if (missing.length > 0) throw new Error(`Install Debian's packages ${missing.join(" ")}.`);
}
