// The file with a hosted project's secrets, filled in as supabase/README.md § Connect says, and what must arrive
// of it.

/** Every variable of the example, those that are commented out too; a comment may follow. */
const VARIABLE = /^(?:# )?([A-Z][A-Z_]+)=(".*?"|\S*)/gm;
/** Commented out, and stays so: a hosted project knows it. */
const LEFT_OUT = "MCP_RESOURCE_URL";
/** The platform's own, which the command line tool must not send. */
export const RESERVED = "SUPABASE_URL";

/** @param example text of `.env.example` */
export function filledIn(example: string): string {
  const filled = example.replace(
    VARIABLE,
    (line, name, value) => name === LEFT_OUT ? line : `${name}=${value}`,
  );
  return `${filled}\n${RESERVED}=https://project.supabase.co\n`;
}

/** Names and values as a program must find them. */
export function secretsOf(example: string): Record<string, string> {
  const variables = [...example.matchAll(VARIABLE)].map(([, name = "", written = ""]) => {
    const quoted = /^"(.*)"$/.exec(written)?.[1];
    return [name, quoted?.replaceAll("\\n", "\n") ?? written] as const;
  });
  return Object.fromEntries(variables.filter(([name]) => name !== LEFT_OUT));
}
