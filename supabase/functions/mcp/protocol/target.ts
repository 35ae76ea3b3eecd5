// The target of a request: its tool and scopes, looked up once.

import type { Tool } from "../primitives/tool.ts";

export interface Target {
  /** The tool of a `tools/call`, if it exists. */
  tool?: Tool;
  /** The caller must hold all of these scopes; empty = public. */
  requiredScopes: readonly string[];
  /**
   * If the caller has all of these scopes, the response depends on the user; empty = all callers get the same response.
   */
  optionalScopes: readonly string[];
}

/** The target of a request that names no tool or resource, or an unknown one. */
export const NO_TARGET: Target = { requiredScopes: [], optionalScopes: [] };
