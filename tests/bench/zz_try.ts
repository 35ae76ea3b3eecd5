import { CONTESTANTS } from "/work/main/tests/bench/contestants.ts";
import { createTokens } from "/work/main/tests/bench/tokens.ts";
import { startServer } from "/work/main/tests/bench/server.ts";
import { startChild } from "/work/main/tests/local/child_process.ts";
import { ask, callList, isListed, greet, listTools } from "/work/main/tests/bench/requests.ts";
import { load } from "/work/main/tests/bench/load.ts";
const tokens = await createTokens();
const up = Promise.withResolvers<string>();
const standIns = startChild({ args: ["run", "-A", "tests/bench/stand_ins.ts", tokens.jwks], onLine: (l) => { console.log(l); up.resolve(l.split(" ")[2]!); } });
const origin = `http://127.0.0.1:${await up.promise}`;
const resource = "https://bench.example.com/functions/v1/mcp";
const env = { SUPABASE_URL: origin, SUPABASE_SECRET_KEY: "sb_secret_bench", CLERK_ISSUER: origin, CLERK_API_URL: origin, CLERK_SECRET_KEY: "sk_test_bench", CLERK_PUBLISHABLE_KEY: `pk_test_${btoa(new URL(origin).host + "$")}`, MCP_RESOURCE_URL: resource };
const { good, bad } = await tokens.mint(origin, resource);
const servers = [];
for (const c of CONTESTANTS) {
  const s = await startServer(c, env);
  servers.push({ c, s });
  const r = await ask(s.url, callList("2025-06-18", good));
  console.log(c.name, isListed(r), isListed(r) ? "" : r);
  if (c.revisions.length > 1) { const r = await ask(s.url, callList("2026-07-28", good)); if (!isListed(r)) console.log(r); }
  const letIn = [];
  for (const [n, t] of Object.entries(bad)) { const r = await ask(s.url, callList("2025-06-18", t)); if (isListed(r)) letIn.push(n); }
  console.log("  lets in:", letIn.join());
}
for (const { c, s } of servers) await load(s.url, callList("2025-06-18", good), 16, 2);
for (let i = 0; i < 5; i++) for (const { c, s } of servers) {
  const b = s.processorTime();
  const l = await load(s.url, callList("2025-06-18", good), 16, 1);
  const cpu = (s.processorTime() - b) / l.requests;
  const m = await load(s.url, callList("2025-06-18", good), 1, 1);
  console.log(c.name.padEnd(32), l.requestsPerSecond.toFixed(0), cpu.toFixed(0), "µs", m.p50, m.p99, (s.residentMemory()/1e6).toFixed(0));
}
console.log(await (await fetch(origin + "/asked")).json());
for (const { s } of servers) await s.stop();
await standIns.stop();
