// The list of tools in a deployed bundle, with finished JSON Schemas. Loading the tools' code and zod, and converting
// the schemas, takes 25 ms, so `task deploy` does it in advance. Functions that run from their sources have no such
// list.

import { lazy } from "../async/lazy.ts";
import type { Tool } from "./tool.ts";

type PreparedTool = Omit<Tool, "call">;

/** JSON of `{ tools: PreparedTool[] }`. The bundler replaces this text by the list. */
export const NOT_PREPARED = '{"tools":[]}';

const prepared = lazy((): readonly PreparedTool[] => JSON.parse(NOT_PREPARED).tools);

/** @returns `undefined` for a tool that is not prepared */
export function preparedTool(name: string): PreparedTool | undefined {
  return prepared().find((tool) => tool.name === name);
}

/**
 * @param load loads the code of all tools, at the first call of a tool
 * @returns the prepared tools; empty if none is prepared
 */
export function preparedTools(
  load: () => Promise<readonly Tool[]>,
  descriptions = prepared(),
): Tool[] {
  return descriptions.map((tool) => ({
    ...tool,
    async call(input, context) {
      const loaded = (await load()).find(({ name }) => name === tool.name);
      if (!loaded) {
        throw new Error(`The bundle lists ${tool.name}, but contains no code for it; deploy again`);
      }
      return await loaded.call(input, context);
    },
  }));
}
