// What the acts of the views' suite play on.

import type { Browser } from "playwright-core";
import type { Sample } from "../../views/host/server.ts";

/** What listens where attacks call home. */
export interface Home {
  /** So far, whether anything was sent over them or not. */
  connections: number;
  requests: number;
}

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
