// The tools in a deployed bundle, as `tools/list` and the checks before a call need them. Their code, zod and all
// schemas take 25 ms to load and to convert to JSON Schema, so `task deploy` prepares the result. Functions that run
// from their sources have none.

import { lazy } from "../async/lazy.ts";
import type { Tool } from "./tool.ts";

type PreparedTool = Omit<Tool, "call">;

/** `{ tools: PreparedTool[] }` as JSON. The bundler replaces this text. */
export const NOT_PREPARED = '{"tools":[]}';

const prepared = lazy((): readonly PreparedTool[] => JSON.parse(NOT_PREPARED).tools);

/** @returns `undefined` for a tool that is not prepared */
export function preparedTool(name: string): PreparedTool | undefined {
  return prepared().find((tool) => tool.name === name);
}

/**
 * @param load loads the code of all tools, at the first call
 * @returns no tools if none is prepared
 */
export function preparedTools(
  load: () => Promise<readonly Tool[]>,
  descriptions = prepared(),
): Tool[] {
  return descriptions.map((tool) => ({
    ...tool,
    async call(input, context) {
      const loaded = (await load()).find(({ name }) => name === tool.name);
      if (!loaded) throw new Error(`${tool.name} was prepared, but does not exist`);
      return await loaded.call(input, context);
    },
  }));
}
