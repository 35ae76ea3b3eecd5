// The tools' JSON Schemas in a deployed bundle. Converting all of them from zod takes 16 ms of a worker's first
// `tools/list`, so `task deploy` does it. Functions that run from their sources have none.

import { lazy } from "../async/lazy.ts";
import type { JsonObjectSchema } from "./json_schema.ts";

export interface ToolSchemas {
  input: JsonObjectSchema;
  output: JsonObjectSchema;
}

/** `ToolSchemas` by tool, as JSON. The bundler replaces this text, which names no tool. */
export const NOT_PREPARED = '{"not prepared":{}}';

const prepared = lazy((): Partial<Record<string, ToolSchemas>> => JSON.parse(NOT_PREPARED));

/** @returns `undefined` for a tool without prepared schemas */
export function preparedSchemas(tool: string): ToolSchemas | undefined {
  return prepared()[tool];
}
