// One case of the suite: a misconfiguration, and the expected finding.

import type { Audience } from "../../../supabase/functions/_tools/doctor/finding.ts";
import type { Spoil } from "./front.ts";
import type { World, WorldOptions } from "./world.ts";

export interface Misconfiguration {
  what: string;
  /** Misconfigured at start-up, so the case has its own world. */
  world?: WorldOptions;
  /** Misconfigured in front of the functions, or of Clerk. */
  spoil?: Spoil;
  spoilClerk?: Spoil;
  /** A wrong address. */
  url?: (world: World) => string;
  audience?: Audience;
  signIn?: boolean;
  /** Name of the check that must find it. */
  finds: string;
  /** Expected as a warning that names these clients. */
  warns?: readonly string[];
  /** Matches the text of the finding. */
  found: RegExp;
  /** Matches the text and the command of the fix, joined by a space. */
  fix: RegExp;
  /** No printed command can apply the fix; the suite undoes the misconfiguration. */
  byHand?: true;
}
