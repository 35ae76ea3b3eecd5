// Styles that fetch nothing. The policy of the frame forbids fetching already; this holds without it.

/** An identifier that opens a function or an at-rule, with the escapes that CSS allows in it. */
const NAME = /(@|)((?:[\w-]|[^\0-\x7f]|\\[0-9a-f]{1,6}(?:\r\n|[ \t\n\f\r])?|\\[^\n\r\f])+)(\(?)/gi;

/** Functions that fetch what their arguments name. */
const FETCHING: ReadonlySet<string> = new Set([
  ...[
    "url",
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "-moz-image-rect",
    "-webkit-image",
  ],
]);
/** The address in `url(…)`, by the quote before it. One that ends in another way is none. */
const ADDRESSES: Record<string, RegExp> = {
  '"': /([^"\\\n\f\r]*(?:\\[^][^"\\\n\f\r]*)*)(?:"|$)/y,
  "'": /([^'\\\n\f\r]*(?:\\[^][^'\\\n\f\r]*)*)(?:'|$)/y,
  "": /([^\s"'()\\]*(?:\\[^\n\f\r][^\s"'()\\]*)*)[\t\n\f\r ]*(?:\)|$)/y,
};
const OPENS = /[\t\n\f\r ]*(["']?)/y;
/** A font by its first bytes: browsers draw a picture whatever type its address says. */
const FONT =
  /^data:(?:font|application)\/[\w.+-]*(?:;[^,;]*)*;base64,(?:AAEAA|T1RUT|d09G[MR]|dHJ1Z|dHRjZ)/;

const AT_RULES: ReadonlySet<string> = new Set([
  ...["charset", "color-profile", "container", "counter-style", "font-face"],
  ...[
    "font-feature-values",
    "font-palette-values",
    "keyframes",
    "-webkit-keyframes",
    "-moz-keyframes",
  ],
  ...[
    "-o-keyframes",
    "layer",
    "media",
    "page",
    "property",
    "scope",
    "starting-style",
    "supports",
  ],
  ...["position-try", "view-transition", "-ms-viewport"],
]);

/**
 * @param css a style sheet, declarations, or one value
 * @param fits whether a picture is small enough to be drawn with those before it
 */
export function closedStyle(css: string, fits: (url: string) => boolean): string {
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

/** Whether it names something inside the document, or carries it along. */
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
      const code = hex === undefined ? NaN : parseInt(hex, 16);
      return hex === undefined
        ? character
        : code > 0x10ffff
        ? "\ufffd"
        : String.fromCodePoint(code);
    },
  );
}
