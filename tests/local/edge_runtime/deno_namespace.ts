// The namespace `Deno` and the environment as functions find them on Supabase's Edge Runtime: fewer
// APIs, some that do nothing, and only the variables they were given. What is left to permissions (no
// programs, no libraries, no writing) is not repeated here.

/** May be called and have no effect. */
export const NOTHING_HAPPENS = ["exit", "kill", "addSignalListener", "removeSignalListener"];
/** Are not there. */
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

/** @param variables names of all that the function may see; Deno's own are hidden from it */
export function edgeNamespace(variables: readonly string[]): void {
  hideVariables(variables);
  for (const name of NOTHING_HAPPENS) replace(name, () => {});
  for (const name of ABSENT) Reflect.deleteProperty(Deno, name);
  Reflect.deleteProperty(globalThis, "Worker");
  replace("args", []);
}

/** Reading files synchronously ends with the boot there. */
export function denySyncFiles(): void {
  for (const name of Object.keys(Deno)) {
    if (!name.endsWith("Sync")) continue;
    replace(name, () => {
      throw new Deno.errors.PermissionDenied(`Deno.${name} works only while a function boots`);
    });
  }
}

// `process.env` of node:process reads through these, so packages see no more than the function.
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
