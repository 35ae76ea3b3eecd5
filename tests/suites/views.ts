// The views in a real browser, inside the official bridge of MCP Apps, on the local stack. Needs Chromium
// (Debian's package `chromium`). `-- --screenshots <folder>` saves a picture of each kind in both themes.

import { parseArgs } from "node:util";
import { obtainTokens } from "../local/authorize.ts";
import { Parts } from "../local/parts.ts";
import { startStack } from "../local/stack.ts";
import { say } from "../local/terminal.ts";
import { type Sample, startHost } from "../views/host/server.ts";
import { saveSamples } from "../views/samples.ts";
import { startChromium } from "./chromium.ts";
import { checkAccess } from "./views/accessible.ts";
import { attack } from "./views/attacks.ts";
import { tryToDeceive } from "./views/deceptions.ts";
import { measureFirstPaint } from "./views/first_paint.ts";
import {
  costs,
  drawHeavyContent,
  growTable,
  growText,
  HEAVY,
  openWarm,
  takeAwayWhatHangs,
  takeAwayWhatHoldsDrawing,
} from "./views/heavy.ts";
import { showHonestPages } from "./views/honest.ts";
import { showOnIncompleteHosts } from "./views/incomplete_hosts.ts";
import { lookAtEveryKind } from "./views/kinds.ts";
import { startListener } from "./views/listener.ts";
import { readLongContents } from "./views/long.ts";
import { lookOut } from "./views/network.ts";
import { SLOW } from "./views/slow_contents.ts";
import {
  HIDDEN,
  keepHiddenPage,
  keepPageHiddenAgain,
  keepPageOfBlockedView,
  keepPageOnBusyMachine,
  replacements,
  replaceSlowPage,
  waitWhileHidden,
} from "./views/slow_drawing.ts";
import type { Stage } from "./views/stage.ts";
import type { TestView } from "./views/test_view.ts";
import { useTheViews } from "./views/use.ts";

const { screenshots } = parseArgs({ options: { screenshots: { type: "string" } } }).values;

const parts = new Parts();
let stage: Stage;
/** The page of all heavy contents. */
let warm: TestView | undefined;

Deno.test.beforeAll(async () => {
  const stack = await parts.add(startStack());
  const { home, rules } = await parts.add(startListener());
  const browser = parts.adopt(await startChromium(rules), (browser) => browser.close());
  const samples: Sample[] = [];
  const host = await parts.add(startHost(stack, "Alice", async (token) => {
    samples.push(...await saveSamples(stack.mcpUrl, token));
    return samples;
  }));
  const { access_token: token } = await obtainTokens(stack.mcpUrl, "Alice");
  stage = { browser, origin: host.origin, mcpUrl: stack.mcpUrl, token, samples, home };
});
Deno.test.afterAll(async () => {
  if (warm) say(costs());
  say(replacements());
  await parts.disposeAsync();
});

const ACTS = {
  "each kind is shown and used in both themes": (stage: Stage) =>
    lookAtEveryKind(stage, screenshots),
  "the views search, page, open, save, confirm links and explain problems": useTheViews,
  "a view on an incomplete host reads again and saves nothing twice": showOnIncompleteHosts,
  "a content of 1 MiB arrives in chunks and is rendered once": readLongContents,
  "the views are accessible by axe-core, keyboard and 320 pixels": checkAccess,
  "the first paint takes less than a second": measureFirstPaint,
  "stored content runs no script and sends no request": attack,
  "stored content cannot imitate the view or hide in code": tryToDeceive,
  "viewing an artifact reaches no listener, which hears the same markup elsewhere": lookOut,
};
for (const [name, act] of Object.entries(ACTS)) {
  Deno.test(name, async () => say(await act(stage)));
}

for (const heavy of HEAVY) {
  const [kind, name] = heavy;
  testWarm(`the view survives heavy ${kind}: ${name}`, (shown) => drawHeavyContent(shown, heavy));
}
testWarm("a heavy table grows by columns, rows and characters", growTable);
testWarm("a heavy text grows to its end", growText);
testWarm("a page that hangs is replaced by its source", takeAwayWhatHangs);
testWarm("a page that stops all drawing is replaced by its source", takeAwayWhatHoldsDrawing);

for (const [name, slow] of Object.entries(SLOW)) {
  Deno.test(`a page that stops all drawing is replaced by its source: ${name}`, async () => {
    await replaceSlowPage(stage, name, slow);
  });
}
Deno.test("a page that stops all drawing stays until its view is visible", async () => {
  await waitWhileHidden(stage, SLOW["glass that nothing moves"]!);
});
for (const [how, hide] of Object.entries(HIDDEN)) {
  Deno.test(`a page whose view is hidden stays: ${how}`, async () => {
    await keepHiddenPage(stage, hide);
  });
}
Deno.test("a page whose view is hidden again and again stays", async () => {
  await keepPageHiddenAgain(stage);
});
Deno.test("a page stays while its view is blocked by other work", async () => {
  await keepPageOfBlockedView(stage);
});
Deno.test("a page stays while the machine is busy", async () => {
  await keepPageOnBusyMachine(stage);
});

Deno.test("no limit refuses an honest page", async () => say(await showHonestPages(stage)));

function testWarm(name: string, act: (shown: TestView) => Promise<void>): void {
  Deno.test(name, async () => act(warm ??= await openWarm(stage)));
}
