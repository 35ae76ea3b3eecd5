/// <reference lib="dom" />
// Replaces controls and keeps the keyboard focus.

/** @param nodes focusable nodes have a `data-at` that is the same before and after */
export function replaceKeepingFocus(place: HTMLElement, nodes: Node[]): void {
  const focused = place.querySelector<HTMLElement>(":focus")?.closest<HTMLElement>("[data-at]");
  place.replaceChildren(...nodes);
  const successor = focused &&
    place.querySelector<HTMLElement>(`[data-at="${focused.dataset.at}"]`);
  (successor?.querySelector("summary") ?? successor)?.focus();
}
