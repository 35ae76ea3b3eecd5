// The words in which a tool refused a call.

import assert from "node:assert/strict";
import { ToolError } from "../../../supabase/functions/mcp/primitives/tool_error.ts";

/** @throws AssertionError unless the call ends in a sentence for the model that fits `why` */
export async function isRefused(call: Promise<unknown>, why: RegExp): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.ok(error instanceof ToolError, String(error));
    assert.match(error.message, why);
    return true;
  });
}
