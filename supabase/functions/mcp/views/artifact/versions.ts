/// <reference lib="dom" />
// The version picker. The picker loads the versions when the user opens it.

import { button, element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { type Problem, problemOfView } from "../shared/problem.ts";

interface History {
  versions: { version: number; size: number; created_at: string }[];
  next_cursor?: string;
}

/**
 * @param version the version that is shown now
 * @param choose called with the chosen version
 * @param fail called with the reason if the versions cannot be loaded
 */
export function versionPicker(
  host: Host,
  { id, version }: { id: string; version: number },
  choose: (version: number) => void,
  fail: (problem: Problem) => void,
): HTMLElement {
  const list = element("ul");
  const details = element(
    "details",
    { class: "versions", "data-at": "versions" },
    element("summary", { class: "button" }, `Version ${host.format.number(version)}`),
    list,
  );
  let fetched = false;
  details.addEventListener("toggle", () => {
    if (fetched || !details.open) return;
    fetched = true;
    fetchMore();
  });

  async function fetchMore(cursor?: string): Promise<void> {
    const more = list.querySelector(".more");
    try {
      const input = { id, ...(cursor !== undefined && { cursor }) };
      const page = await host.call("artifact.history", input) as unknown as History;
      more?.remove();
      list.append(...page.versions.map(entry));
      const { next_cursor } = page;
      if (next_cursor === undefined) return;
      const again = button("Older", () => void fetchMore(next_cursor));
      list.append(element("li", { class: "more" }, again));
    } catch (error) {
      fetched = false;
      details.open = false;
      fail(problemOfView(error));
    }
  }

  function entry({ version: number, size, created_at }: History["versions"][number]) {
    const { format } = host;
    const label = `${format.number(number)}: ${format.time(created_at)}, ${format.size(size)}`;
    const current = number === version ? "true" : undefined;
    return element("li", {}, button(label, () => choose(number), { "aria-current": current }));
  }

  return details;
}
