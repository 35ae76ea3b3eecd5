/// <reference lib="dom" />
// Asks the user before something is done that cannot be undone.

import { button, element } from "../shared/elements.ts";

/** The second click of a double click lands on the dialog: until then, no one has read it. */
const UNREAD_MS = 800;

/**
 * @param details below the question: a text is a paragraph
 * @param yes what is done when the user agrees; none = there is nothing to agree to
 */
export function askUser(
  question: string,
  details: readonly (string | HTMLElement)[],
  yes?: { label: string; act: () => void },
): void {
  const close = button(yes ? "Cancel" : "Close", () => dialog.close());
  const agree = yes &&
    button(yes.label, () => (dialog.close(), yes.act()), { disabled: true });
  if (agree) setTimeout(() => agree.disabled = false, UNREAD_MS);
  const dialog = element(
    "dialog",
    { "aria-labelledby": "question", close: () => dialog.remove() },
    element("p", { id: "question" }, question),
    ...details.map((each) => typeof each === "string" ? element("p", {}, each) : each),
    element("div", { class: "row" }, agree, close),
  );
  document.body.append(dialog);
  dialog.showModal();
  close.focus(); // never what leads out
}
