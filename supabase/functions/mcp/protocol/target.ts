// The target of a request: its tool and scopes, looked up once.

import type { Tool } from "../primitives/tool.ts";

export interface Target {
  /** The tool of a `tools/call`, if it exists. */
  tool?: Tool;
  /** The caller must hold all of these scopes; empty = public. */
  requiredScopes: readonly string[];
  /** For callers with all of these scopes, the response depends on the user; empty = all callers get the same. */
  optionalScopes: readonly string[];
}

/** For requests without a target, or with an unknown one. */
export const NO_TARGET: Target = { requiredScopes: [], optionalScopes: [] };
