// Arguments that are hostile together: seeded choices among the values that are cheap alone.

import { createRandom, type Random } from "../isolation/random.ts";
import { ARGUMENTS, type Value } from "./arguments.ts";
import { type Probe, toolRequest } from "./probe.ts";
import type { Scene } from "./scene.ts";
import type { Room } from "./texts.ts";
import { baseOf, type ListedTool } from "./tool_probes.ts";

/** One in this many optional arguments is left out. */
const LEFT_OUT = 4;

/** @param isCheap whether a hostile value costs little alone; else each combination with it would tell the same */
export function* combinations(
  { tools, scene, seed, count, isCheap }: {
    tools: readonly ListedTool[];
    scene: Scene;
    seed: number;
    count: number;
    isCheap: (group: string) => boolean;
  },
): Generator<Probe> {
  const random = createRandom(seed);
  for (let number = 0; number < count; number++) {
    yield combination(random.of(tools), scene, random, isCheap, number);
  }
}

function combination(
  tool: ListedTool,
  scene: Scene,
  random: Random,
  isCheap: (group: string) => boolean,
  number: number,
): Probe {
  const { properties = {}, required = [] } = tool.inputSchema;
  const chosen: [string, Value][] = [];
  for (const [argument, schema] of Object.entries(properties)) {
    // The probe sets these itself: an artifact of the caller, at its current version.
    if (["id", "expected_version", "forever"].includes(argument)) continue;
    if (!required.includes(argument) && random.number(LEFT_OUT) === 0) continue;
    const values = (ARGUMENTS[argument] ?? []).flatMap((family) => family(schema, scene, tool.name))
      .filter(({ name, content }) => !content && isCheap(`${argument}: ${name}`));
    if (values.length > 0) chosen.push([argument, random.of(values)]);
  }
  // Both would be refused.
  const user = chosen.find(([, value]) => value.user)?.[1].user ?? "maker";
  const name = `${tool.name} ${number}, ` +
    chosen.map(([argument, value]) => `${argument}: ${value.name}`).join(", ");
  const made: string[] = [];
  return {
    ...{ name, group: name, room: { amount: 1, unit: "characters" }, usesDatabase: true },
    anonymous: !tool.signedIn,
    async request(room: Room) {
      const args: Record<string, unknown> = {};
      for (const [argument, { room: own, value }] of chosen) {
        const amount = Math.max(1, Math.floor((own?.amount ?? 1) * room.amount));
        args[argument] = value({ amount, unit: own?.unit ?? "bytes" });
      }
      for (const argument of ["id", ...required]) {
        if (!(argument in args) && argument in properties) {
          args[argument] = await baseOf(argument, scene, args, user);
          if (argument === "id") made.push(String(args.id));
        }
      }
      return toolRequest(tool.name, args, tool.signedIn ? scene.users[user].token : undefined);
    },
    async after(structured) {
      const { artifact } = (structured ?? {}) as { artifact?: { id?: string } };
      if (tool.name === "artifact_create" && artifact?.id && user === "maker") {
        made.push(artifact.id);
      }
      for (const id of made.splice(0)) await scene.remove(id);
    },
  };
}
