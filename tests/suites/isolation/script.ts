// One user's calls: two hundred that follow from a seed and from the user's earlier answers. All users share a
// few words, tags and keys, so that any mix-up is noticed.

import { type Call, tool } from "../ask.ts";
import type { Memory } from "./memory.ts";
import type { Random } from "./random.ts";

/** A call, and what one has to know of it. */
export interface Step extends Call {
  /** What it is called in reports. */
  name: string;
  /** What is listed, when it is a page of something. */
  list?: string;
}

interface Scene {
  /** A word that is in all this person writes, and in nothing of anybody else's. */
  canary: string;
  /** Another user's canary. */
  othersCanary: string;
  memory: Memory;
  random: Random;
  /** An id that is not this person's. */
  strangeId(): string;
}

type Arguments = Record<string, unknown>;
type Make = (scene: Scene) => Step;

const WORDS = ["budget", "garden", "travel", "recipe", "letter", "invoice", "meeting", "poem"];
const TAGS = ["home", "work", "draft", "old"];
const KINDS = ["markdown", "code", "html", "svg", "mermaid", "json", "csv", "text"];

const use = (name: string, args?: Arguments, list?: string): Step => ({
  name,
  ...tool(name, args),
  ...(list !== undefined && { list }),
});

const phrase = ({ random, canary }: Scene) =>
  `${random.of(WORDS)} ${canary} ${random.of(WORDS)} ${random.number(1_000)}`;

/** One of the user's artifacts; for an empty library, an id that does not exist. */
function ownOr(scene: Scene): { id: string; version: number } {
  const { memory, random } = scene;
  if (memory.own.length === 0) return { id: strange(scene), version: 1 };
  // The newest are used most, as by people.
  const back = Math.min(random.number(memory.own.length), random.number(memory.own.length));
  return memory.own[memory.own.length - 1 - back] ?? memory.own[0]!;
}

function strange({ memory, strangeId }: Scene): string {
  const id = strangeId();
  memory.probe(id);
  return id;
}

const create: Make = (scene) => {
  const { random } = scene;
  return use("artifact.create", {
    title: phrase(scene),
    kind: random.of(KINDS),
    content: Array.from({ length: 1 + random.number(20) }, () => phrase(scene)).join("\n"),
    ...(random.number(2) && { tags: [random.of(TAGS), scene.canary] }),
    ...(random.number(3) === 0 && { idempotency_key: `key-${random.number(10)}` }),
  });
};

const update: Make = (scene) => {
  const { random, canary } = scene;
  const { id, version } = ownOr(scene);
  const change = random.of<() => Arguments>([
    () => ({ content: phrase(scene) }),
    () => ({ edits: [{ find: canary, replace: `${canary} ${random.of(WORDS)}` }] }),
    () => ({ title: phrase(scene), tags: [random.of(TAGS)] }),
  ]);
  const expected_version = random.number(8) === 0 ? version + 1 : version;
  return use("artifact.update", { id, expected_version, ...change() });
};

const list: Make = ({ random, memory }) => {
  const filter = random.of<Arguments>([
    {},
    { kind: random.of(KINDS) },
    { tag: random.of(TAGS) },
    { trashed: true },
  ]);
  const key = `list ${JSON.stringify(filter)}`;
  const cursor = memory.cursors.get(key);
  return use("artifact.list", { ...filter, limit: 3, ...(cursor && { cursor }) }, key);
};

const listByWords: Make = ({ random, memory, othersCanary, canary }) => {
  const query = random.of([random.of(WORDS), canary, othersCanary, random.of(WORDS)]);
  const key = `query ${query}`;
  const cursor = memory.cursors.get(key);
  return use("artifact.list", { query, limit: 4, ...(cursor && { cursor }) }, key);
};

const search: Make = ({ random, othersCanary }) =>
  use("search", { query: random.of([...WORDS, othersCanary]) });

const exportAll: Make = () => use("artifact.export");

const open: Make = ({ memory, random }) =>
  use("artifact.open", {
    share: memory.shares.length > 0 ? random.of(memory.shares) : "x".repeat(32),
  });

const view: Make = (scene) => {
  const { id, version } = ownOr(scene);
  const { random } = scene;
  const piece = random.number(3) === 0 ? { version: 1 + random.number(version) } : {};
  return use("artifact.view", { id, ...piece });
};

const byId = (name: string, more: (scene: Scene) => Arguments = () => ({})): Make => (scene) =>
  use(name, { id: ownOr(scene).id, ...more(scene) });

const read = (id: string): Step => ({
  name: "resources/read",
  method: "resources/read",
  params: { uri: `artifact://${id}` },
});
const bare = (method: string): Make => () => ({ name: method, method, params: {} });

/** Everything that takes an id, with one that is not the person's. */
const PROBES: ((id: string) => Step)[] = [
  read,
  (id) => use("artifact.update", { id, expected_version: 1, title: "mine now" }),
  (id) => use("artifact.restore", { id, version: 1 }),
  (id) => use("artifact.delete", { id, forever: true }),
  ...["view", "history", "restore", "delete", "share", "unshare"]
    .map((name) => (id: string) => use(`artifact.${name}`, { id })),
  (id) => use("fetch", { id }),
];
const probe: Make = (scene) => {
  const step = scene.random.of(PROBES)(strange(scene));
  return { ...step, name: `${step.name} of a stranger's` };
};

const STEPS: [weight: number, make: Make][] = [
  [24, create],
  [12, update],
  [10, view],
  [10, list],
  [10, listByWords],
  [6, search],
  [5, byId("fetch")],
  [5, byId("artifact.history")],
  [5, byId("artifact.restore", ({ random }) => random.number(2) ? { version: 1 } : {})],
  [5, byId("artifact.delete")],
  [2, byId("artifact.delete", () => ({ forever: true }))],
  [5, byId("artifact.share")],
  [5, open],
  [2, byId("artifact.unshare")],
  [3, exportAll],
  [3, () => use("artifact.kinds")],
  [2, bare("resources/list")],
  [1, bare("resources/templates/list")],
  [1, bare("tools/list")],
  [4, (scene) => read(ownOr(scene).id)],
  [12, probe],
];
const LOTTERY = STEPS.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));

/** The next call. */
export function nextStep(scene: Scene): Step {
  return scene.random.of(LOTTERY)(scene);
}
