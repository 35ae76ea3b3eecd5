// A program of the suite that has a model: its command from npm, run with a stand-in for the model.

import { installCommand } from "../installation.ts";
import type { Program, World } from "../journey.ts";
import { type Api, type Model, startModel } from "./stand_in.ts";

/** Records a step and what was seen. */
export type Done = Parameters<Program["walk"]>[1];

/** What a walk works with. */
export interface Scene {
  readonly world: World;
  /** The file behind the program's command. */
  readonly file: string;
  readonly model: Model;
  readonly done: Done;
}

interface ProgramWithModel extends Pick<Program, "clerk"> {
  /** `name@version` on npm. */
  readonly spec: string;
  readonly command: string;
  readonly api: Api;
  /** What is special about this walk. */
  readonly variant?: string;
  walk(scene: Scene): Promise<void>;
}

const WITHIN_MS = 240_000;

export function programOf(
  { spec, command, api, variant, walk, ...options }: ProgramWithModel,
): Program {
  return {
    ...options,
    name: variant ? `${spec}, ${variant}` : spec,
    within: WITHIN_MS,
    install: async () => void await installCommand(spec, command),
    walk: async (world, done) => {
      const file = await installCommand(spec, command);
      const model = startModel(api);
      try {
        await walk({ world, file, model, done });
      } finally {
        await model.stop();
      }
    },
  };
}
