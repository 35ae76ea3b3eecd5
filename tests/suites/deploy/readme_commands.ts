// The commands of README § Connect that speak to the Management API, as they are printed there.

/** Signing in takes a person, the database a database. */
const REHEARSED = /^ *npx supabase ((?:link|secrets set|functions deploy) .*)$/gm;

/** Their arguments, in the README's order. */
export function deployCommands(readme: string, projectRef: string): string[][] {
  const [, section = ""] = readme.split(/^## Connect$/m);
  const [text = ""] = section.split(/^## /m);
  return [...text.matchAll(REHEARSED)].map(([, args = ""]) =>
    args.replace("<ref>", projectRef).split(" ")
  );
}
