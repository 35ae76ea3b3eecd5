// Blocks all CSS rules and functions that could load something from the network. The frame's CSP blocks such loads,
// too: this filter is a second barrier.

/** The name of an at-rule or a function, with or without CSS escapes. */
const NAME = /(@|)((?:[\w-]|[^\0-\x7f]|\\[0-9a-f]{1,6}(?:\r\n|[ \t\n\f\r])?|\\[^\n\r\f])+)(\(?)/gi;

/** Functions that load the URL in their argument. */
const FETCHING: ReadonlySet<string> = new Set([
  "url",
  "src",
  "image",
  "image-set",
  "-webkit-image-set",
  "-moz-image-rect",
  "-webkit-image",
]);
/** Patterns of the address in `url(…)`, for each opening quote. Text that matches no pattern is an empty address. */
const ADDRESSES: Record<string, RegExp> = {
  '"': /([^"\\\n\f\r]*(?:\\[^][^"\\\n\f\r]*)*)(?:"|$)/y,
  "'": /([^'\\\n\f\r]*(?:\\[^][^'\\\n\f\r]*)*)(?:'|$)/y,
  "": /([^\s"'()\\]*(?:\\[^\n\f\r][^\s"'()\\]*)*)[\t\n\f\r ]*(?:\)|$)/y,
};
const OPENS = /[\t\n\f\r ]*(["']?)/y;
/** A `data:` URL of a font. The first bytes must be a font's, because browsers draw pictures declared as fonts. */
const FONT =
  /^data:(?:font|application)\/[\w.+-]*(?:;[^,;]*)*;base64,(?:AAEAA|T1RUT|d09G[MR]|dHJ1Z|dHRjZ)/;

const AT_RULES: ReadonlySet<string> = new Set([
  ..."charset color-profile container counter-style font-face font-feature-values".split(" "),
  ..."font-palette-values keyframes -webkit-keyframes -moz-keyframes -o-keyframes".split(" "),
  ..."layer media page property scope starting-style supports position-try".split(" "),
  ..."view-transition -ms-viewport".split(" "),
]);

/**
 * Returns the CSS with blocked names replaced.
 * @param css a style sheet, declarations, or one value
 * @param fits whether the picture at a URL fits into the rest of the pixel budget
 */
export function sanitizeStyle(css: string, fits: (url: string) => boolean): string {
  return css.replace(
    NAME,
    (all, at: string, name: string, opens: string, offset: number) => {
      if (at === "" && opens === "") return all;
      const plain = unescaped(name).toLowerCase();
      if (at !== "") return AT_RULES.has(plain) ? all : `@blocked${opens}`;
      if (!FETCHING.has(plain)) return all;
      const inside = plain === "url" && staysInside(addressAt(css, offset + all.length), fits);
      return `${inside ? "url" : "blocked"}${opens}`;
    },
  );
}

/** Whether the address is a fragment (`#x`), or a `data:` URL of a font or of a picture that fits. */
function staysInside(address: string, fits: (url: string) => boolean): boolean {
  return address.startsWith("#") || FONT.test(address) || fits(address);
}

function addressAt(css: string, at: number): string {
  OPENS.lastIndex = at;
  const address = ADDRESSES[OPENS.exec(css)?.[1] ?? ""]!;
  address.lastIndex = OPENS.lastIndex;
  const written = address.exec(css)?.[1] ?? "";
  return unescaped(written.replace(/\\(?:\r\n|[\n\f\r])/g, ""));
}

function unescaped(name: string): string {
  return name.replace(
    /\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\n\f\r])?|([^]))/gi,
    (_, hex: string | undefined, character: string) => {
      if (hex === undefined) return character;
      const code = parseInt(hex, 16);
      return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
    },
  );
}
