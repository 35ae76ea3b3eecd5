// Reads the functions' variables on the operator's machine: from the environment, or from `supabase/functions/.env`,
// which `task deploy` sends to the project.

import { parseEnv } from "node:util";
import { fileURLToPath } from "node:url";

const ENV_FILE = fileURLToPath(new URL("../.env", import.meta.url));

/** @returns a lookup function; empty and blank variables count as unset */
export function readVariables(): (name: string) => string | undefined {
  const file = readEnvFile();
  return (name) => (Deno.env.get(name) ?? file[name])?.trim() || undefined;
}

function readEnvFile(): Record<string, string | undefined> {
  try {
    return parseEnv(Deno.readTextFileSync(ENV_FILE));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}
