// Prints, as JSON, the paths of all APIs that the Deno which runs it has: globals, what hangs on them, and
// the methods of classes. Only those that both Denos print, or one does, are of interest.

// Of no use to a server.
const GRAPHICS = /^(GPU|DOM|Image|Offscreen)/;
// Not the platform's, the same again, or different from process to process.
const PASSED_OVER = /^(__.*|globalThis|self|window|global|Buffer|process|console|performance)$/;

function isObject(value: unknown): value is object {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

function membersOf(value: unknown, path: string): string[] {
  if (!isObject(value)) return [];
  return Object.getOwnPropertyNames(value)
    .filter((name) => !/^(length|name|prototype|constructor|caller|arguments|_.*)$/.test(name))
    .map((name) => `${path}.${name}`);
}

function withMembers(name: string): string[] {
  if (PASSED_OVER.test(name)) return [name];
  const value: unknown = Reflect.get(globalThis, name);
  const prototype = isObject(value) ? Reflect.get(value, "prototype") : undefined;
  return [name, ...membersOf(value, name), ...membersOf(prototype, `${name}.prototype`)];
}

const globals = Object.getOwnPropertyNames(globalThis).filter((name) => !GRAPHICS.test(name));
const names = globals.flatMap(withMembers).toSorted();
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(names)));
