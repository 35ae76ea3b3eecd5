/// <reference lib="dom" />
// Replaces controls and keeps the keyboard focus.

/** @param nodes a focusable node has the same `data-at` as the node that it replaces */
export function replaceKeepingFocus(place: HTMLElement, nodes: Node[]): void {
  const focused = place.querySelector<HTMLElement>(":focus")?.closest<HTMLElement>("[data-at]");
  place.replaceChildren(...nodes);
  const successor = focused &&
    place.querySelector<HTMLElement>(`[data-at="${focused.dataset.at}"]`);
  (successor?.querySelector("summary") ?? successor)?.focus();
}
