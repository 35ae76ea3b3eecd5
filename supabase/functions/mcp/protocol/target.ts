// What a request names, looked up once.

import type { Tool } from "../primitives/tool.ts";

export interface Target {
  /** The tool that `tools/call` names, if it exists. */
  tool?: Tool;
  /** A caller must hold all of them; none = the request is public. */
  requiredScopes: readonly string[];
  /** With all of them, the answer is about the caller; none = it never is. */
  optionalScopes: readonly string[];
}

/** Names nothing that exists, or nothing at all. */
export const NO_TARGET: Target = { requiredScopes: [], optionalScopes: [] };
