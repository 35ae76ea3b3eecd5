// Commands that mend this project. What mends somebody else's server is a sentence.

import type { Fix } from "./finding.ts";

const DENO = "npx -y deno@2.9.6";

/** @param text what for */
export function setSecret(name: string, value: string, text: string): Fix {
  return { text, command: `npx supabase secrets set ${name}=${shellWord(value)}` };
}

// Addresses come from the server that is examined, and commands are copied to a shell.
function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

export function unsetSecret(name: string, text: string): Fix {
  return { text, command: `npx supabase secrets unset ${name}` };
}

/** @param name of the function; absent = all */
export function deploy(text: string, name?: string): Fix {
  return { text, command: `npx supabase functions deploy ${name ? `${name} ` : ""}--use-api` };
}

export function setUpClerk(text: string): Fix {
  return { text, command: `${DENO} task clerk:setup` };
}

/** @param clerks whether it is Clerk's to mend, for this project; elsewhere it takes the same by other means */
export function atIssuer(clerks: boolean, text: string): Fix {
  return clerks
    ? setUpClerk(text)
    : { text: `At the authorization server: ${text.replace(/:$/, ".")}` };
}

/** For another address. */
export function askAgain(text: string, url: string): Fix {
  return { text, command: `${DENO} task doctor ${shellWord(url)}` };
}

export function inWords(text: string): Fix {
  return { text };
}

/** All variables anew, from the file that the README has people fill in. */
export function setAllSecrets(text: string): Fix {
  return { text, command: "npx supabase secrets set --env-file supabase/functions/.env" };
}
