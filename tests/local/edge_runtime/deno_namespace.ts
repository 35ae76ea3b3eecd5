// Emulates the `Deno` namespace and the environment of Supabase's Edge Runtime: some APIs are absent, some do
// nothing, and only the given variables are visible. Deno's permissions deny the rest (subprocesses, FFI,
// writing).

/** APIs without effect. */
export const NOTHING_HAPPENS = ["exit", "kill", "addSignalListener", "removeSignalListener"];
/** APIs that do not exist. */
export const ABSENT = [
  "inspect",
  "noColor",
  "openKv",
  "cron",
  "listenTls",
  "test",
  "bench",
  "watchFs",
];

/** @param variables names of the variables that the function may see */
export function edgeNamespace(variables: readonly string[]): void {
  hideVariables(variables);
  for (const name of NOTHING_HAPPENS) replace(name, () => {});
  for (const name of ABSENT) Reflect.deleteProperty(Deno, name);
  Reflect.deleteProperty(globalThis, "Worker");
  replace("args", []);
}

/** On the Edge Runtime, synchronous file reads work only during boot. */
export function denySyncFiles(): void {
  for (const name of Object.keys(Deno)) {
    if (!name.endsWith("Sync")) continue;
    replace(name, () => {
      throw new Deno.errors.PermissionDenied(`Deno.${name} works only while a function boots`);
    });
  }
}

// `process.env` of node:process uses these methods, so packages see the same variables.
function hideVariables(names: readonly string[]): void {
  const values = new Map(names.map((name) => [name, Deno.env.get(name)]));
  Object.assign(Deno.env, {
    get: (name: string) => values.get(name),
    has: (name: string) => values.has(name),
    toObject: () => Object.fromEntries(values),
    delete: () => {},
    set: (name: string) => {
      throw new Deno.errors.NotSupported(`Deno.env.set("${name}") is not supported`);
    },
  });
}

function replace(name: string, value: unknown): void {
  Object.defineProperty(Deno, name, { value, configurable: true, enumerable: true });
}
