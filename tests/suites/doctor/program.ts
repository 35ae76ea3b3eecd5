// Runs the doctor as a process, with and without a terminal.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Finding } from "../../../supabase/functions/_tools/doctor/finding.ts";
import { DEFAULT_WIDTH } from "../../../supabase/functions/_tools/terminal.ts";
import { obtainTokens } from "../../local/authorize.ts";
import type { World } from "./world.ts";

const MAIN = fileURLToPath(
  new URL("../../../supabase/functions/_tools/doctor/main.ts", import.meta.url),
);
/** The permissions of `task doctor`, which reads no files. */
const PERMISSIONS = ["--allow-net", "--allow-env", "--allow-run"];
const BROWSER = fileURLToPath(new URL("../clients/browser.ts", import.meta.url));
/** Longer than the delay before the progress message. */
const SLOW_MS = 5_000;

const COLOUR = "\x1b[32mok";

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

async function doctor(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...PERMISSIONS, MAIN, ...args],
    env,
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Runs the doctor in a terminal of 80 columns, by script(1) and stty(1). */
async function inTerminal(args: string[], noColor = ""): Promise<string> {
  const command = [Deno.execPath(), "run", ...PERMISSIONS, MAIN, ...args].map((part) => `'${part}'`)
    .join(
      " ",
    );
  const { stdout } = await new Deno.Command("script", {
    args: ["-qec", `stty cols ${DEFAULT_WIDTH} rows 24; ${command}`, "/dev/null"],
    env: { NO_COLOR: noColor, TERM: "xterm" },
    stdin: "null",
  }).output();
  return new TextDecoder().decode(stdout);
}

export async function checkProgram(t: Deno.TestContext, world: World): Promise<void> {
  const { access_token } = await obtainTokens(world.url, "Alice", {
    scope: "openid profile email offline_access",
  });
  // A part of the token must not be printed either.
  const pieces = access_token.split(".").map((part) => part.slice(0, 24));
  const secrets = [access_token, ...pieces, world.clerk.secretKey];
  const withToken = { env: { TOKEN: access_token }, args: ["--token-from-env", "TOKEN"] };
  const step = (name: string, check: () => Promise<void>) =>
    t.step(name, async () => {
      try {
        await check();
      } finally {
        world.front.spoil = undefined;
      }
    });

  await step(
    "without a terminal: no colours, no line over 80 characters except commands, status 0",
    async () => {
      const good = await doctor([world.url, ...withToken.args], withToken.env);
      assert.equal(good.code, 0, good.stdout + good.stderr);
      assertNothingSecret(good, secrets);
      assertNoColours(good.stdout);
      for (const line of good.stdout.split("\n")) {
        const isCommand = /^ +npx /.test(line);
        assert.ok(isCommand || line.length <= DEFAULT_WIDTH, line);
      }
    },
  );

  await step("--json: one object with complete findings", async () => {
    const json = await doctor([world.url, "--json", ...withToken.args], withToken.env);
    const { findings, summary, url } = JSON.parse(json.stdout) as {
      findings: Finding[];
      summary: string;
      url: string;
    };
    assert.equal(url, world.url);
    assert.match(summary, /^All is well: \d+ ok/);
    assert.ok(findings.every(({ check, outcome, found }) => check && outcome && found));
    assertNothingSecret(json, secrets);
  });

  await step("a server that repeats the token: no secret printed, status 1", async () => {
    world.front.spoil = (request, pass) =>
      request.headers.get("Authorization")?.includes(access_token)
        ? new Response(`{"leak":"${access_token}"}\x1b[31m`, {
          status: 401,
          headers: {
            "WWW-Authenticate":
              `Bearer error="invalid_token", error_description="${access_token} is bad"`,
          },
        })
        : pass();
    const leaking = await doctor([world.url, ...withToken.args], withToken.env);
    assert.equal(leaking.code, 1);
    assertNothingSecret(leaking, secrets);
  });

  await step(
    "--sign-in with the program in BROWSER: registers, signs in, calls a tool",
    async () => {
      const browser = await browserOf("Alice");
      const signedIn = await doctor([world.url, "--sign-in"], { BROWSER: browser });
      await Deno.remove(browser);
      assert.equal(signedIn.code, 0, signedIn.stdout + signedIn.stderr);
      assert.match(signedIn.stdout, /^call +ok +artifact_list answers in/m);
      assert.match(signedIn.stderr, /sign in at this URL.*\n?http.*\/oauth\/authorize\?/);
      assert.doesNotMatch(signedIn.stdout + signedIn.stderr, /\beyJ/, "no token of any kind");
    },
  );

  await step(
    "two affected clients: status 4 and their names; 1 with --client codex, 0 with claude-code",
    async () => {
      world.front.spoil = (request, pass) =>
        request.url.includes("/mcp/.well-known/") ? new Response(null, { status: 404 }) : pass();
      const someAffected = await doctor([world.url]);
      assert.equal(someAffected.code, 4, someAffected.stdout);
      assert.match(someAffected.stdout, /^paths +warning no metadata/m);
      assert.match(
        someAffected.stdout,
        /\nSome clients are affected: 2 warnings, .*\nClients affected: Codex CLI, Gemini CLI\.\n$/,
      );
      const forCodex = await doctor([world.url, "--client", "codex"]);
      assert.equal(forCodex.code, 1, forCodex.stdout);
      const forClaude = await doctor([world.url, "--client", "claude-code"]);
      assert.equal(forClaude.code, 0, forClaude.stdout);
    },
  );

  await step("wrong usage: status 2 and the reason", async () => {
    const usage = await doctor([]);
    assert.equal(usage.code, 2);
    assert.match(usage.stderr, /Give one URL/);
    const unset = await doctor([world.url, "--token-from-env", "NOT_SET_AT_ALL"]);
    assert.equal(unset.code, 2);
    assert.match(unset.stderr, /NOT_SET_AT_ALL is empty or not set/);
  });

  await step("in a terminal of 80 columns: colours unless NO_COLOR is set, progress", async () => {
    const terminal = await inTerminal([world.url]);
    assert.ok(terminal.includes(COLOUR));
    assert.ok(terminal.includes("… "), "progress");
    assert.ok(!(await inTerminal([world.url], "1")).includes(COLOUR), "NO_COLOR");
  });

  await step("a slow check without a terminal: prints what it waits for", async () => {
    world.front.spoil = async (request, pass) => {
      if (request.method === "GET" && request.url.endsWith("/mcp")) {
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      }
      return await pass();
    };
    const slow = await doctor([world.url]);
    assert.match(slow.stderr, /still waiting for the address/);
  });
}

/** Writes a program that signs a user in, in place of a browser. */
async function browserOf(user: string): Promise<string> {
  const path = await Deno.makeTempFile();
  const line = `exec '${Deno.execPath()}' run -A '${BROWSER}' "$1" ${user}`;
  await Deno.writeTextFile(path, `#!/bin/sh\n${line}\n`);
  await Deno.chmod(path, 0o700);
  return path;
}

function assertNothingSecret({ stdout, stderr }: Ran, secrets: readonly string[]): void {
  for (const secret of secrets) {
    assert.ok(!(stdout + stderr).includes(secret), "a secret is printed");
  }
}

function assertNoColours(text: string): void {
  assert.ok(!text.includes("\x1b"), "ANSI codes without a terminal");
}
