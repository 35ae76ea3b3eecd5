// Function processes: environment, failures, termination.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { type LocalFunction, startFunction } from "./function_process.ts";
import { startFunctions } from "./functions.ts";
import { Parts } from "./parts.ts";
import { withFunctions } from "./temporary_functions.ts";

async function isGone({ origin }: Pick<LocalFunction, "origin">): Promise<boolean> {
  return await fetch(origin, { signal: AbortSignal.timeout(1_000) }).then(() => false, () => true);
}

/** Fails after 10 s. */
async function soon<T>(promise: Promise<T>): Promise<T> {
  const late = new AbortController();
  const failure = delay(10_000, undefined, { signal: late.signal })
    .then(() => assert.fail("took more than 10 s"), () => promise);
  return await Promise.race([promise, failure]).finally(() => late.abort());
}

const WHO = `
  console.log("starting");
  export default { fetch: () => Response.json(Deno.env.toObject()) };`;

Deno.test("each function runs in its own process, with only its own environment", async () => {
  await withFunctions({ one: WHO, two: WHO, _shared: "" }, async (folder) => {
    await using parts = new Parts();
    const origins = new Map<string, string>();
    const lines: string[] = [];
    const progress = (line: string) => void lines.push(line);
    const environment = { GREETING: "hello" };
    Deno.env.set("OF_THE_STACK", "not for functions");
    await startFunctions({ folder, environment, watch: false, progress }, parts, origins);
    assert.deepEqual([...origins.keys()].sort(), ["one", "two"]);
    const ids = await Promise.all([...origins].map(async ([name, origin]) => {
      const { SB_EXECUTION_ID, ...rest } = await (await fetch(origin)).json();
      assert.deepEqual(rest, { GREETING: "hello", SUPABASE_FUNCTION_SLUG: name });
      assert.ok(lines.includes(`${name} | starting`), "printed lines are forwarded");
      return SB_EXECUTION_ID;
    }));
    assert.equal(new Set(ids).size, 2);
    await parts.disposeAsync();
    for (const origin of origins.values()) assert.ok(await isGone({ origin }));
  });
});

Deno.test("a function on the platform's Deno uses its own deno.json", async () => {
  const source = `
    import { greeting } from "greeting";
    export default { fetch: () => new Response(greeting) };`;
  await withFunctions({ alone: source }, async (folder) => {
    const map = { imports: { greeting: "./greeting.ts" } };
    await Deno.writeTextFile(`${folder}/alone/deno.json`, JSON.stringify(map));
    await Deno.writeTextFile(`${folder}/alone/greeting.ts`, 'export const greeting = "hello";');
    const options = { name: "alone", folder, environment: {}, onLine: () => {} };
    const running = await startFunction({ ...options, platformDeno: Deno.execPath() });
    try {
      assert.equal(await (await fetch(running.origin)).text(), "hello");
    } finally {
      await running.stop();
    }
  });
});

Deno.test("startFunction() throws with the reason if the function fails at boot", async () => {
  const source = `throw new Error("CLERK_SECRET_KEY is missing"); export default { fetch() {} };`;
  await withFunctions({ broken: source }, async (folder) => {
    const start = startFunction({ name: "broken", folder, environment: {}, onLine: () => {} });
    await assert.rejects(
      start,
      /^Error: function broken ended while starting:[^]*CLERK_SECRET_KEY/,
    );
  });
});

Deno.test("a later crash is reported", async () => {
  const source = `
    const crash = () => { throw new Error("too late for a response"); };
    export default { fetch() { queueMicrotask(crash); return new Response(); } };`;
  await withFunctions({ fragile: source }, async (folder) => {
    const { promise: end, resolve } = Promise.withResolvers<string>();
    const onLine = (line: string) => line.startsWith("ended") && resolve(line);
    const options = { name: "fragile", folder, environment: {}, onLine };
    const { origin, stop } = await startFunction(options);
    await fetch(origin).catch(() => {});
    assert.equal(await soon(end), "ended (code 1)");
    await stop();
  });
});

Deno.test("a watched function reloads after a fix, and stops even in an endless loop", async () => {
  await withFunctions({ loop: "not TypeScript (" }, async (folder) => {
    const { promise: up, resolve } = Promise.withResolvers<void>();
    const onLine = (line: string) => line === "up" && resolve();
    const options = { name: "loop", folder, environment: {}, watch: true, onLine };
    const running = await soon(startFunction(options));
    const fixed = `export default { fetch() { for (;;); } };`;
    await Deno.writeTextFile(`${folder}/loop/index.ts`, fixed);
    await soon(up);
    const pending = fetch(running.origin).then(() => "answered", () => "cut off");
    await soon(running.stop());
    assert.equal(await pending, "cut off");
    assert.ok(await isGone(running));
  });
});

Deno.test("a function ends when its stack is killed", async () => {
  await withFunctions(
    { one: `export default { fetch: () => new Response() };` },
    async (folder) => {
      const code = `
      import { startFunction } from "${import.meta.resolve("./function_process.ts")}";
      const options = { name: "one", folder: "${folder}", environment: {}, onLine: () => {} };
      console.log((await startFunction(options)).origin);`;
      const stack = new Deno.Command(Deno.execPath(), { args: ["eval", code], stdout: "piped" })
        .spawn();
      const [output] = await Array.fromAsync(Readable.from(stack.stdout).take(1));
      const origin = new TextDecoder().decode(output).trim();
      await (await fetch(origin)).body?.cancel();
      stack.kill("SIGKILL");
      await stack.status;
      const deadline = Date.now() + 2_000;
      while (!(await isGone({ origin })) && Date.now() < deadline) await delay(20);
      assert.ok(await isGone({ origin }));
    },
  );
});
