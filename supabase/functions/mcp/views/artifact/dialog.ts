/// <reference lib="dom" />
// A dialog that asks the user to confirm an action.

import { button, element } from "../shared/elements.ts";

/** Time for which the confirming button is disabled. Otherwise a double click would confirm an unread dialog. */
const CONFIRM_DELAY_MS = 800;

/**
 * @param details paragraphs below the question
 * @param yes the confirming button and its action; absent = the dialog only informs
 */
export function askUser(
  question: string,
  details: readonly (string | HTMLElement)[],
  yes?: { label: string; act: () => void },
): void {
  const close = button(yes ? "Cancel" : "Close", () => dialog.close());
  const agree = yes &&
    button(yes.label, () => (dialog.close(), yes.act()), { disabled: true });
  if (agree) setTimeout(() => agree.disabled = false, CONFIRM_DELAY_MS);
  const dialog = element(
    "dialog",
    { "aria-labelledby": "question", close: () => dialog.remove() },
    element("p", { id: "question" }, question),
    ...details.map((each) => typeof each === "string" ? element("p", {}, each) : each),
    element("div", { class: "row" }, agree, close),
  );
  document.body.append(dialog);
  dialog.showModal();
  close.focus(); // not the confirming button: a key press must not confirm an unread dialog
}
