// A database whose CPU is read, and whose work can be ended by force.

import type { Database } from "../../local/database.ts";

export interface MeasuredDatabase extends Database {
  readonly name: "PostgreSQL 15" | "PGlite";
  /** Of a server that others can connect to. */
  readonly url?: string;
  /** Milliseconds of CPU so far, of all its processes. */
  cpu(): number;
  /** What it works at for clients, or is still waiting to do. Undefined = it cannot tell. */
  active?(): Promise<string[]>;
  /** From now on, what is stored so far survives {@link endWork}. */
  save(): Promise<void>;
  /** Ends what it works at: by asking, else by killing processes. @returns how */
  endWork(): Promise<string>;
}
