// The views in a real browser, inside the official bridge of MCP Apps, on the local stack. Needs Chromium
// (Debian's package `chromium`). `--screenshots <folder>` saves a picture of each kind in both themes;
// `--only <act>` runs one act by the name of its function, `--content <pattern>` selects heavy contents.

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
import { tryToDeceive } from "./views/deceptions.ts";
import { drawHeavyContents } from "./views/heavy.ts";
import { showHonestPages } from "./views/honest.ts";
import { showOnIncompleteHosts } from "./views/incomplete_hosts.ts";
import { lookAtEveryKind } from "./views/kinds.ts";
import { startListener } from "./views/listener.ts";
import { readLongContents } from "./views/long.ts";
import { lookOut } from "./views/network.ts";
import { useTheViews } from "./views/use.ts";

const only = Deno.args.includes("--only") ? Deno.args[Deno.args.indexOf("--only") + 1] : undefined;
const stack = await startStack();
const { home, rules, stop } = await startListener();
const browser = await startChromium(rules);
const samples: Sample[] = [];
const host = await startHost(stack, "Alice", async (token) => {
  samples.push(...await saveSamples(stack.mcpUrl, token));
  return samples;
});
try {
  const { access_token: token } = await obtainTokens(stack.mcpUrl, "Alice");
  const stage = { browser, origin: host.origin, mcpUrl: stack.mcpUrl, token, samples, home };
  const acts = [
    ...[lookAtEveryKind, useTheViews, showOnIncompleteHosts, readLongContents],
    ...[checkAccess, measureFirstPaint, attack, tryToDeceive, lookOut],
    ...[drawHeavyContents, showHonestPages],
  ];
  for (const act of acts) {
    if (only === undefined || only === act.name) say(await act(stage));
  }
} finally {
  await browser.close();
  await host.stop();
  await stop();
  await stack.stop();
}
