// `task admin` as a process, against the Data API of a local stack.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createPseudonyms } from "../../../supabase/functions/_shared/pseudonym.ts";
import { startStack } from "../../local/stack.ts";
import { SECRET_KEY } from "../../local/data_api.ts";
import { obtainTokens } from "../../local/authorize.ts";
import { call } from "../../mcp/in_process.ts";

const MAIN = fileURLToPath(
  new URL("../../../supabase/functions/_tools/admin/main.ts", import.meta.url),
);
const SOMEONE = "user_2abcdefghijklmnopqrstuvwxyz";

async function run(args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--allow-env",
      "--allow-net",
      "--allow-read",
      MAIN,
      ...args,
    ],
    env: {
      NO_COLOR: "1",
      CLERK_SECRET_KEY: "",
      SUPABASE_SECRET_KEY: SECRET_KEY,
      SUPABASE_URL: "",
      ...env,
    },
    stdin: "null",
  }).output();
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const [out, said] = [read(stdout), read(stderr)];
  assert.ok(!(out + said).includes(SECRET_KEY), "the key is printed");
  return { code, out, said };
}

const WRONG: [args: string[], says: RegExp][] = [
  [[], /^Give a command\./],
  [["erase"], /^There is no command erase\./],
  [["ban", "--yes"], /^Give a user id \(user_…\) after ban\./],
  [["forget", "alice", "--yes"], /^Give a user id/],
  [["forget", "user_a,user_b", "--yes"], /^Give a user id/],
  [["take-down", "https://example.com", "--yes"], /^Give a share \(32 characters\)/],
  [["usage", SOMEONE], /^usage does not take user_/],
  [["ban", SOMEONE, SOMEONE, "--yes"], /^ban does not take user_/],
  [["who", SOMEONE], /^Give a pseudonym \(16 hexadecimal digits\)/],
  [
    ["ban", SOMEONE],
    /^ban asks for confirmation, which needs a terminal and no --json\. Add --yes/,
  ],
  [["forget", SOMEONE, "--json"], /^forget asks for confirmation/],
  [["usage", "--force"], /^usage does not take --force\./],
  [["--force"], /^There is no command --force\./],
];
Deno.test("wrong usage of task admin changes nothing and prints the commands", async () => {
  for (const [args, says] of WRONG) {
    const { code, out, said } = await run(args);
    assert.deepEqual([code, out], [2, ""], args.join(" "));
    assert.match(said, says);
    assert.equal(/\n {2}forget <user> /.test(said), /command/.test(said), args.join(" "));
  }
});

Deno.test("task admin sends the key only over https, or to loopback", async () => {
  for (const url of ["http://example.com", "ftp://127.0.0.1", "project.supabase.co"]) {
    const { code, said } = await run(["usage"], { SUPABASE_URL: url });
    assert.equal(code, 2);
    assert.match(
      said,
      /^SUPABASE_URL must be an https URL, or http on loopback\. Nothing was sent\./,
    );
  }
  const { code, said } = await run(["usage"], { SUPABASE_SECRET_KEY: "" });
  assert.equal(code, 2);
  assert.match(said, /^SUPABASE_SECRET_KEY is not set\./);
});

// deno-lint-ignore no-explicit-any -- JSON as received: the steps check its content
type Json = any;

Deno.test("task admin on a stack with users", async (t) => {
  const stack = await startStack({ environment: { MCP_SIGN_IN: "call" } });
  const admin = (...args: string[]) => run(args, { SUPABASE_URL: stack.origin });
  const json = async (...args: string[]): Promise<Json> => {
    const { code, out, said } = await admin(...args, "--json", "--yes");
    assert.equal(code, 0, said);
    return JSON.parse(out);
  };
  const signIn = async (name: string) => {
    const { access_token } = await obtainTokens(stack.mcpUrl, name);
    const use = async (tool: string, args = {}): Promise<Json> => {
      const response = await fetch(stack.mcpUrl, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Authorization": `Bearer ${access_token}` },
        body: JSON.stringify(call(tool, args)),
      });
      return (await response.json()).result;
    };
    return { id: String(JSON.parse(atob(access_token.split(".")[1] ?? "")).sub), use };
  };
  const draft = { title: "Plan", kind: "text", content: "the words" };
  try {
    const alice = await signIn("Alice");
    const bob = await signIn("Bob");
    const { structuredContent: { artifact } } = await alice.use("artifact.create", draft);
    const changes = { id: artifact.id, expected_version: 1, content: "other words" };
    await alice.use("artifact.update", changes);
    await bob.use("artifact.create", { ...draft, title: "Bob's" });

    await t.step("usage lists the libraries", async () => {
      const { libraries } = await json("usage");
      const sizes = Object.fromEntries(
        libraries.map(({ user_id, artifacts }: Json) => [user_id, artifacts]),
      );
      assert.deepEqual(sizes, { [alice.id]: 1, [bob.id]: 1 });
      assert.match(
        (await admin("usage")).out,
        RegExp(`^  ${alice.id}  1 artifact, \\d+ KiB$`, "m"),
      );
    });

    await t.step("take-down deletes one share and names its user", async () => {
      const { structuredContent } = await alice.use("artifact.share", { id: artifact.id });
      const taken = await json("take-down", structuredContent.share);
      assert.deepEqual(taken, { taken_down: { user_id: alice.id, artifact_id: artifact.id } });
      const opened = await bob.use("artifact.open", { share: structuredContent.share });
      assert.equal(opened.isError, true);
      assert.deepEqual(await json("take-down", structuredContent.share), { taken_down: null });
      assert.deepEqual(await json("take-down", "-".repeat(32)), { taken_down: null });
    });

    await t.step("ban ends access, closed lists the user, unban gives access back", async () => {
      const { structuredContent } = await alice.use("artifact.share", { id: artifact.id });
      assert.deepEqual(await json("ban", alice.id), { banned: true });
      assert.equal((await alice.use("artifact.list")).isError, true);
      assert.equal((await bob.use("artifact.list")).isError, undefined);
      const { accounts } = await json("closed");
      assert.deepEqual(accounts.map((account: Json) => account.user_id), [alice.id]);
      assert.match((await admin("closed")).out, /banned 20/);
      assert.deepEqual(await json("unban", alice.id), { unbanned: true, closed: false });
      assert.equal((await alice.use("artifact.list")).isError, undefined);
      const opened = await bob.use("artifact.open", { share: structuredContent.share });
      assert.equal(opened.isError, true, "a banned user's shares stay revoked");
    });

    await t.step("export prints each version of a user, also of a closed account", async () => {
      await json("ban", alice.id);
      const { code, out, said } = await admin("export", alice.id);
      assert.deepEqual([code, said], [0, "Versions exported: 2.\n"]);
      const contents = out.trim().split("\n").map((line) => JSON.parse(line).content);
      assert.deepEqual(contents, ["the words", "other words"]);
      await json("unban", alice.id);
    });

    await t.step("forget erases one user, and nothing of another", async () => {
      const { said, out } = await admin("forget", alice.id, "--yes");
      assert.match(
        out + said,
        /^Erased user_\w+: 1 artifact, \d+ KiB\. The account is\s+closed for 30 days;\s+command\s+restore\s+reopens it\./,
      );
      const { libraries } = await json("usage");
      assert.deepEqual(libraries.map(({ user_id }: Json) => user_id), [bob.id]);
      assert.equal((await alice.use("artifact.list")).isError, true);
      assert.match((await admin("export", bob.id)).out, /"title":"Bob's"/);
      assert.equal((await admin("export", alice.id)).out, "");
      assert.deepEqual(await json("restore", alice.id), { reopened: true, closed: false });
      assert.equal((await alice.use("artifact.list")).structuredContent.artifacts.length, 0);
      assert.deepEqual(await json("restore", alice.id), { reopened: false, closed: false });
    });

    await t.step("who finds a user by pseudonym", async () => {
      const pseudonym = await createPseudonyms(SECRET_KEY)({ userId: bob.id });
      assert.deepEqual(await json("who", pseudonym), { user_id: bob.id });
      assert.deepEqual(await json("who", "0".repeat(16)), { user_id: null });
    });

    await t.step("purge runs the nightly purge", async () => {
      assert.equal((await json("purge")).purged, true);
    });

    await t.step("a wrong key ends with 3 and says where the key is", async () => {
      const { code, said } = await run(["usage"], {
        SUPABASE_URL: stack.origin,
        SUPABASE_SECRET_KEY: "sb_secret_wrong",
      });
      assert.equal(code, 3);
      assert.match(said, /^Failed: .*(SUPABASE_SECRET_KEY|Data API answers)/);
    });
  } finally {
    await stack.stop();
  }
});

Deno.test("task admin at an address that is no project ends with 3", async () => {
  const page = () => new Response("<html>", { headers: { "Content-Type": "text/html" } });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, page);
  const { code, said } = await run(["usage"], {
    SUPABASE_URL: `http://127.0.0.1:${server.addr.port}`,
  });
  await server.shutdown();
  assert.equal(code, 3);
  assert.match(said, /^Failed: the response of .* is not JSON: check SUPABASE_URL\.$/m);
});

Deno.test("task admin without an answer ends with 3", async () => {
  const { code, said } = await run(["usage"], { SUPABASE_URL: "http://127.0.0.1:9" });
  assert.equal(code, 3);
  assert.match(said, /^Failed: http:\/\/127\.0\.0\.1:9 does not answer: check SUPABASE_URL/);
});
