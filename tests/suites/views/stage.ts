// What the acts of the views' suite play on.

import type { Browser } from "playwright-core";
import type { Sample } from "../../views/host/server.ts";
import type { Home } from "./listener.ts";

export interface Stage {
  browser: Browser;
  /** Of the host's page. */
  origin: string;
  mcpUrl: string;
  /** Alice's, as the page's own. */
  token: string;
  samples: readonly Sample[];
  home: Home;
}
