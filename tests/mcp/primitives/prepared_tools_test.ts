// The tools in a bundle: the same as those from the sources, without their code until a call.

import assert from "node:assert/strict";
import { withPreparedTools } from "../../../supabase/functions/_tools/deploy/prepared_tools.ts";
import {
  NOT_PREPARED,
  preparedTools,
} from "../../../supabase/functions/mcp/primitives/prepared_tools.ts";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { startInProcess } from "../in_process.ts";
import { messageOf } from "../message.ts";

/** The tools as a bundle has them, and how often their code was loaded. */
async function bundledTools() {
  const module = withPreparedTools(`export default '${NOT_PREPARED}';`);
  const { default: json } = await import(`data:text/javascript,${encodeURIComponent(module)}`);
  const loaded = { times: 0 };
  const load = () => {
    loaded.times++;
    return Promise.resolve(TOOLS);
  };
  return { tools: preparedTools(load, JSON.parse(json).tools), loaded };
}

for (const names of ["dotted", "underscored"] as const) {
  for (const revision of ["2025-06-18", "2026-07-28"] as const) {
    Deno.test(`prepared tools are listed like those from the sources: ${names}, ${revision}`, async () => {
      const { tools, loaded } = await bundledTools();
      const { headers, body } = messageOf(revision, "tools/list");
      const list = async (parts: object) => {
        const { request } = startInProcess({ names, ...parts });
        return await (await request("/mcp", { method: "POST", headers, body })).text();
      };
      const expected = await list({});
      assert.match(expected, /"inputSchema"/);
      assert.equal(await list({ tools }), expected);
      assert.equal(loaded.times, 0);
    });
  }
}

Deno.test("a prepared tool loads its code at its first call, and answers like one from the sources", async () => {
  const { tools, loaded } = await bundledTools();
  const message = {
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: "artifact.kinds" },
  };
  const answer = async (parts: object) => await (await startInProcess(parts).post(message)).json();
  const { result } = await answer({ tools });
  assert.equal(loaded.times, 1);
  assert.ok(result.structuredContent.kinds);
  assert.deepEqual(result, (await answer({})).result);
});

Deno.test("a prepared tool without code fails when it is called", async () => {
  const { tools: [tool] } = await bundledTools();
  const [gone] = preparedTools(() => Promise.resolve([]), tool && [tool]);
  const { post, reports } = startInProcess({ tools: gone ? [gone] : [] });
  await post({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "artifact.kinds" } });
  assert.match(
    `${reports[0]?.error}`,
    /lists artifact\.kinds, but contains no code for it; deploy again/,
  );
});

Deno.test("functions that run from their sources have no prepared tools", () => {
  assert.deepEqual(preparedTools(() => Promise.resolve(TOOLS)), []);
});
