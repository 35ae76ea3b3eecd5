/// <reference lib="dom" />
// Makes elements. Text only ever becomes text: nothing here takes HTML.

type Child = Node | string | false | undefined;
/** Attributes: text, or whether they are there; and listeners by the name of their event. */
type Properties = Record<string, string | boolean | undefined | ((event: Event) => void)>;

/** @param properties `undefined` and `false` leave an attribute out */
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

/** A button that does one thing. */
export function button(label: string, click: () => void, properties: Properties = {}) {
  return element("button", { type: "button", click, ...properties }, label);
}
