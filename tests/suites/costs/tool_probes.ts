// What is tried of each tool: each value of each argument, beside others that are fit for it. Knows no tool but by
// how its call has to be prepared; the tools are those of `tools/list`.

import { ARGUMENTS, type Schema, type Value } from "./arguments.ts";
import { MANY_VERSIONS, type UserName } from "./filling.ts";
import { type Probe, toolRequest } from "./probe.ts";
import type { Scene } from "./scene.ts";
import { KEPT, type Room } from "./texts.ts";

export interface ListedTool {
  name: string;
  inputSchema: Schema;
  /** Whether it must be called with a token. */
  signedIn: boolean;
}

type Args = Record<string, unknown>;

/** The first ones make what others read, the last one takes it away. */
const ORDER = ["artifact_create", "artifact_share", "", "artifact_delete"];
/** Who else has something that a tool without an id answers at length. */
const READERS: readonly UserName[] = ["rows", "large", "versions", "titles"];

/** Of required arguments that are not being tried. */
const BASE: Record<string, (scene: Scene, args: Args, user: UserName) => unknown> = {
  id: (scene, _args, user) => scene.plain(user),
  expected_version: (scene, { id }) => scene.versionOf(String(id)),
  title: () => `Title ${crypto.randomUUID()}`,
  kind: () => "text",
  content: () => "common",
  query: () => "common",
  share: (scene) => [...scene.shares][0] ?? "",
};
/** Further arguments, without which a call would change nothing. */
const OTHERS: Record<string, readonly string[]> = { artifact_update: ["title"] };

/** A value that is fit for a required argument. */
export function baseOf(argument: string, scene: Scene, args: Args, user: UserName): unknown {
  return BASE[argument]?.(scene, args, user);
}

export function inOrder(tools: readonly ListedTool[]): ListedTool[] {
  const place = ({ name }: ListedTool) => {
    const at = ORDER.indexOf(name);
    return at < 0 ? ORDER.indexOf("") : at;
  };
  return tools.toSorted((a, b) => place(a) - place(b));
}

/** @returns arguments without hostile values */
export function unknownArguments(tools: readonly ListedTool[]): string[] {
  return tools.flatMap(({ name, inputSchema: { properties = {} } }) =>
    Object.keys(properties).filter((argument) => !(argument in ARGUMENTS))
      .map((argument) => `${name}.${argument}`)
  );
}

/** Made one after the other, since each may use what the ones before it have left. */
export function* probesOf(tool: ListedTool, scene: Scene): Generator<Probe> {
  const { properties = {} } = tool.inputSchema;
  if (!("id" in properties)) {
    for (const user of READERS) {
      yield probe(tool, scene, "", {
        name: user,
        user,
        value: () => user,
      });
    }
  }
  for (const [argument, schema] of Object.entries(properties)) {
    for (const family of ARGUMENTS[argument] ?? []) {
      for (const value of family(schema, scene, tool.name)) {
        yield probe(tool, scene, argument, value);
      }
    }
  }
  if ("forever" in properties) {
    for (const [name, { id, user }] of [...scene.stored]) {
      yield probe(tool, scene, "id", { name: `${name}, permanently`, user, value: () => id }, {
        forever: true,
      });
    }
  }
}

function probe(
  tool: ListedTool,
  scene: Scene,
  argument: string,
  value: Value,
  more: Args = {},
): Probe {
  const user = value.user ?? "maker";
  const { properties = {}, required = [] } = tool.inputSchema;
  let [id, isOwn] = ["", false];
  return {
    name: `${tool.name}${argument && ` ${argument}`}: ${value.name}`,
    group: `${argument}: ${value.name}`,
    room: value.room,
    usesDatabase: true,
    anonymous: !tool.signedIn,
    async request(room: Room) {
      const args: Args = { ...more, ..."id" in properties ? value.others : {} };
      if (argument) args[argument] = value.value(room);
      const names = [...required, ...OTHERS[tool.name] ?? []];
      // The id first: a version is looked up by it.
      for (const name of names.toSorted((a, b) => Number(b === "id") - Number(a === "id"))) {
        if (!(name in args)) args[name] = await baseOf(name, scene, args, user);
      }
      if (value.content) args.id = await makeFor(scene, value.content(room));
      if (value.content) args.expected_version = 1;
      [id, isOwn] = [String(args.id ?? ""), argument !== "id" && !value.others];
      if (tool.name === "artifact_restore" && !("version" in args)) await scene.trash(id, true);
      if (args.forever === true) await scene.trash(id, true);
      return toolRequest(tool.name, args, tool.signedIn ? scene.users[user].token : undefined);
    },
    async after(structured, isLast) {
      scene.learn(tool.name, structured);
      const made = (structured as { artifact?: { id?: string } } | undefined)?.artifact?.id;
      if (tool.name === "artifact_create" && made) {
        if (isLast && argument === "content" && KEPT.includes(value.name)) {
          scene.stored.set(value.name, { id: made, user });
        } else if (made !== scene.stored.get(MANY_VERSIONS)?.id) await scene.remove(made);
      } else if (id && isOwn) await scene.remove(id);
      else if (tool.name === "artifact_delete") await scene.trash(id, false);
    },
  };
}

async function makeFor(scene: Scene, content: string): Promise<string> {
  const [row] = await scene.sql<{ id: string }>(
    "insert into artifacts (user_id, title, kind, content) values ($1, 'Edited', 'text', $2) returning id",
    [scene.users.maker.id, content],
  );
  return row?.id ?? "";
}
