// The reverse proxy's configuration and the commands to check it as the manual prints them, with the
// addresses of this machine instead of the example's. Knows no proxy.

import { codeBlocks, sectionOf } from "../../documents.ts";

/** The section of supabase/README.md with the recipe. */
const SECTION = "Well-known addresses and your own domain";
/** What it calls them. */
const SITE = "mcp.example.com";
const PROJECT = "<ref>.supabase.co";

/** The one block of that section in this language. */
export function blockIn(manual: string, language: "caddyfile" | "sh"): string {
  const blocks = codeBlocks(sectionOf(manual, SECTION), language);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new Error(`§ ${SECTION} has ${blocks.length} blocks of ${language}, not one`);
  }
  return block;
}

/**
 * The recipe for plain HTTP on this machine.
 * @param site origin where the proxy is to listen
 * @param project origin of what stands for the project
 */
export function withAddresses(recipe: string, site: string, project: string): string {
  for (const address of [SITE, `https://${PROJECT}`]) {
    if (!recipe.includes(address)) throw new Error(`the recipe has no ${address}`);
  }
  return recipe.replaceAll(`https://${PROJECT}`, project)
    .replaceAll(PROJECT, new URL(project).host)
    .replaceAll(SITE, site);
}

/** The commands that check it, for the same site. */
export function checksAt(commands: string, site: string): string {
  return commands.replaceAll(`https://${SITE}`, site);
}
