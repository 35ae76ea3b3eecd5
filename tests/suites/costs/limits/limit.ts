// One limit of a request: what is tried at it and one step beyond it.

import type { Caller } from "./caller.ts";

export interface Limit {
  /** A sentence about the request one step beyond the limit. */
  name: string;
  /** Tries the request at the limit, too: a refusal of both proves nothing. @throws AssertionError */
  check(caller: Caller): Promise<void>;
}
