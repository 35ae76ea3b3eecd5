/// <reference lib="dom" />
// Puts new controls in the place of old ones: whoever was at one, by keyboard, stays at it.

/** @param nodes with `data-at` where a person can be, the same in what was and what comes */
export function replace(place: HTMLElement, nodes: Node[]): void {
  const at = place.querySelector<HTMLElement>(":focus")?.closest<HTMLElement>("[data-at]");
  place.replaceChildren(...nodes);
  const now = at && place.querySelector<HTMLElement>(`[data-at="${at.dataset.at}"]`);
  (now?.querySelector("summary") ?? now)?.focus();
}
