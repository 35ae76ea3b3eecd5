// The shared state of the views' suite.

import type { Browser } from "playwright-core";
import type { Sample } from "../../views/host/server.ts";
import type { Home } from "./listener.ts";

export interface Stage {
  browser: Browser;
  /** URL of the host's page. */
  origin: string;
  mcpUrl: string;
  /** Alice's access token, as the page's server uses it. */
  token: string;
  samples: readonly Sample[];
  home: Home;
}
