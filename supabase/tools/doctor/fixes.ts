// Commands that mend this project. What mends somebody else's server is a sentence.

import type { Fix } from "./finding.ts";

const DENO = "npx -y deno@2.9.6";

/** @param text what for */
export function setSecret(name: string, value: string, text: string): Fix {
  return { text, command: `npx supabase secrets set ${name}=${value}` };
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

/** For another address, or with more to go by. */
export function askAgain(text: string, rest: string): Fix {
  return { text, command: `${DENO} task doctor ${rest}` };
}

export function inWords(text: string): Fix {
  return { text };
}

/** All variables anew, from the file that the README has people fill in. */
export function setAllSecrets(text: string): Fix {
  return { text, command: "npx supabase secrets set --env-file supabase/functions/.env" };
}
