// The views in a real browser, inside the official bridge of MCP Apps, on the local stack. Needs Chromium
// (Debian's package `chromium`). `--screenshots <folder>` keeps a picture of each kind in both themes.

import { obtainTokens } from "../local/authorize.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { startHost } from "../views/host/server.ts";
import { saveSamples } from "../views/samples.ts";
import type { Sample } from "../views/host/server.ts";
import { startChromium } from "./chromium.ts";
import { checkAccess } from "./views/accessible.ts";
import { attack } from "./views/attacks.ts";
import { measureFirstPaint } from "./views/first_paint.ts";
import { lookAtEveryKind } from "./views/kinds.ts";
import { useTheViews } from "./views/use.ts";

const stack = await startStack();
const home = { connections: 0, requests: 0 };
const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
void (async () => {
  for await (const connection of listener) {
    home.connections++;
    void connection.read(new Uint8Array(1)).then((read) => {
      if (read !== null) home.requests++;
      connection.close();
    });
  }
})();
const browser = await startChromium(
  `MAP evil.example 127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
);
const samples: Sample[] = [];
const host = await startHost(stack, "Alice", async (token) => {
  samples.push(...await saveSamples(stack.mcpUrl, token));
  return samples;
});
try {
  const { access_token: token } = await obtainTokens(stack.mcpUrl, "Alice");
  const stage = { browser, origin: host.origin, mcpUrl: stack.mcpUrl, token, samples, home };
  for (const act of [lookAtEveryKind, useTheViews, checkAccess, measureFirstPaint, attack]) {
    say(await act(stage));
  }
} finally {
  await browser.close();
  await host.stop();
  listener.close();
  await stack.stop();
}
