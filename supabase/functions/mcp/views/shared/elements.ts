/// <reference lib="dom" />
// Creates DOM elements. Strings become text nodes, never HTML.

type Child = Node | string | false | undefined;
/** Attributes and event listeners by name. `true` sets an attribute without a value. */
type Properties = Record<string, string | boolean | undefined | ((event: Event) => void)>;

/** @param properties a value of `undefined` or `false` leaves the attribute out */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** Creates a button with a click handler. */
export function button(label: string, click: () => void, properties: Properties = {}) {
  return element("button", { type: "button", click, ...properties }, label);
}
