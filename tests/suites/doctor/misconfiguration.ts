// What a case of the suite is: something that is set up wrong, and what the doctor must make of it.

import type { Audience } from "../../../supabase/functions/_tools/doctor/finding.ts";
import type { Spoil } from "./front.ts";
import type { World, WorldOptions } from "./world.ts";

export interface Misconfiguration {
  what: string;
  /** Wrong from the start, so in a world of its own. */
  world?: WorldOptions;
  /** Wrong on the way to the functions, or to Clerk. */
  spoil?: Spoil;
  spoilClerk?: Spoil;
  /** Wrongly typed. */
  url?: (world: World) => string;
  audience?: Audience;
  signIn?: boolean;
  /** Name of the check that finds it. */
  finds: string;
  /** It is a warning, since no client is asked for, and names these. */
  warns?: readonly string[];
  /** In what words. */
  found: RegExp;
  /** The fix that is printed: its sentence and command, in one line. */
  fix: RegExp;
  /** The fix has to be carried out by hand somewhere: the case ends what is wrong. */
  byHand?: true;
}
