/// <reference lib="dom" />
// Draws an artifact by its kind, or as it is written.

import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { Problem } from "../shared/problem.ts";
import { confirmLink } from "./confirm_link.ts";
import { renderSource, SHOWINGS } from "./renderers/mod.ts";
import type { Shown } from "./shown.ts";

interface Way {
  host: Host;
  scripts: boolean;
  asSource: boolean;
}

export async function drawn(shown: Shown, { host, scripts, asSource }: Way): Promise<Node> {
  if (asSource) return renderSource(shown);
  const open = (url: string) => confirmLink(host.app, url);
  try {
    return await SHOWINGS[shown.kind].render(shown, { host, open, scripts });
  } catch (error) {
    // Not what its kind says: users still see what is there.
    const reason = reasonOf(error);
    const both = new DocumentFragment();
    both.append(element("p", { class: "problem" }, reason), renderSource(shown));
    return both;
  }
}

// Parsers that call themselves run out of stack on what is nested deeply.
function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  if (error instanceof RangeError) {
    return "This is nested too deeply to be drawn: here is the source.";
  }
  throw error;
}
