// `deno task dev` and `deno task token` as processes.

import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { freePort, isListening } from "./ports.ts";

function command(script: string, ...args: string[]): Deno.Command {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", path, ...args],
    stdout: "piped",
    stderr: "piped",
  });
}

async function run(script: string, ...args: string[]) {
  const { code, stdout, stderr } = await command(script, ...args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  return done ? assert.fail("the output ended") : value;
}

Deno.test("task dev starts, issues tokens, and stops all its processes", async () => {
  const port = freePort();
  const clerkPort = freePort();
  const flags = [`--port=${port}`, `--clerk-port=${clerkPort}`, "--ephemeral"];
  const start = performance.now();
  const dev = command("dev.ts", ...flags).spawn();
  const errors = new Response(dev.stderr).text();
  try {
    const lines = createInterface({ input: Readable.from(dev.stdout) })[Symbol.asyncIterator]();
    let line = await nextLine(lines);
    assert.match(line, /^Local stack: /);
    assert.ok(performance.now() - start < 1_000, "the first line within a second");
    while (!line.startsWith("ready ")) {
      assert.doesNotMatch(line, /"status":/, "no log line of a request that no user sent");
      line = await nextLine(lines);
    }
    assert.equal(line, `ready http://127.0.0.1:${port}/functions/v1/mcp`);

    const token = await run("token.ts", "alice", `--port=${port}`);
    assert.match(token.out, /^[\w-]+\.[\w-]+\.[\w-]+\n$/, token.err);
    const second = await run("dev.ts", ...flags);
    assert.match(second.err, new RegExp(`Port ${port} \\(gateway\\) is in use`));
    assert.equal(second.code, 1);
  } finally {
    dev.kill("SIGTERM");
  }
  assert.equal((await dev.status).code, 0, await errors);
  assert.deepEqual([await isListening(port), await isListening(clerkPort)], [false, false]);
});

Deno.test("a wrong command line prints the usage", async () => {
  const [dev, token] = await Promise.all([run("dev.ts", "--port=http"), run("token.ts")]);
  for (const { code, out, err } of [dev, token]) {
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /Usage: deno task /);
  }
});

Deno.test("task token without a running stack prints a hint", async () => {
  const { code, out, err } = await run("token.ts", "alice", `--port=${freePort()}`);
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(err, /Is `deno task dev` running/);
});
