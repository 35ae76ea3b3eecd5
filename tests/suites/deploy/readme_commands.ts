// The commands of supabase/README.md § Connect that speak to the Management API, as they are printed there.

import { commandsIn, sectionOf } from "../../documents.ts";

/** Signing in takes a person, the database a database. */
const REHEARSED = /^npx supabase@[\d.]+ ((?:link|secrets set|functions deploy) .*)$/;

/** Their arguments, in the manual's order. */
export function deployCommands(manual: string, projectRef: string): string[][] {
  return commandsIn(sectionOf(manual, "Connect"))
    .flatMap((command) => REHEARSED.exec(command)?.[1] ?? [])
    .map((args) => args.replace("<ref>", projectRef).split(" "));
}
