// The file with a hosted project's secrets, filled in as supabase/README.md § Connect says, and what must arrive
// of it.

/** Every variable of the example, those that are commented out too; a comment may follow. */
const VARIABLE = /^(?:# )?([A-Z][A-Z_]+)=(".*?"|\S*)/gm;
const PUBLISHABLE_KEY = "pk_test_cmVoZWFyc2FsLmV4YW1wbGUuY29tJA";
/** The platform's own, which the command line tool must not send. */
export const RESERVED = "SUPABASE_URL";

/**
 * Fills in the one variable that every project needs.
 * @param example text of `.env.example`
 */
export function withKey(example: string): string {
  return example.replace(/^CLERK_PUBLISHABLE_KEY=$/m, `CLERK_PUBLISHABLE_KEY=${PUBLISHABLE_KEY}`);
}

/** Sets every variable, as far as the example has values, and one that must not arrive. */
export function withAll(example: string): string {
  const filled = withKey(example).replace(VARIABLE, (_, name, value) => `${name}=${value}`);
  return `${filled}\n${RESERVED}=https://project.supabase.co\n`;
}

/** Names and values as a program must find them, of the lines that are not commented out. */
export function secretsOf(text: string): Record<string, string> {
  const lines = text.replaceAll(/^#.*$/gm, "");
  const variables = [...lines.matchAll(VARIABLE)].map(([, name = "", written = ""]) => {
    const quoted = /^"(.*)"$/.exec(written)?.[1];
    return [name, quoted?.replaceAll("\\n", "\n") ?? written] as const;
  });
  return Object.fromEntries(variables.filter(([name]) => name !== RESERVED));
}
