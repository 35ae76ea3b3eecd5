/// <reference lib="dom" />
// Replaces the controls in an element and keeps the keyboard focus.

/** @param nodes the new controls. The focus moves to the new control with the same `data-at` as the focused one */
export function replaceKeepingFocus(place: HTMLElement, nodes: Node[]): void {
  const focused = place.querySelector<HTMLElement>(":focus")?.closest<HTMLElement>("[data-at]");
  place.replaceChildren(...nodes);
  const successor = focused &&
    place.querySelector<HTMLElement>(`[data-at="${focused.dataset.at}"]`);
  (successor?.querySelector("summary") ?? successor)?.focus();
}
