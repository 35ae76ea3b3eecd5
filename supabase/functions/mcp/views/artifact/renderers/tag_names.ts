// HTML elements, grouped by how an HTML parser treats them (HTML § 13.2.4, parse state).

/** Formatting elements: the parser reopens them in each block until an end tag closes them. */
export const FORMATTING: ReadonlySet<string> = new Set(
  "a b big code em font i nobr s small strike strong tt u".split(" "),
);

/** Elements with a scope, a marker or raw text: an end tag inside may leave the elements outside open. */
export const BARRIERS: ReadonlySet<string> = new Set([
  "<!--",
  "<![CDATA[",
  ..."applet caption marquee object select svg math table td template th".split(" "),
  ..."iframe noembed noframes noscript plaintext script style textarea title xmp".split(" "),
  ..."annotation-xml desc foreignobject frameset mi mn mo ms mtext".split(" "),
]);

/** Elements that count as blocks in the parser's "adoption agency algorithm". Void elements are left out. */
export const SPECIAL: ReadonlySet<string> = new Set([
  ..."address article aside blockquote body button center dd details dir div dl dt".split(" "),
  ..."fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html".split(" "),
  ..."li listing main menu nav ol p pre search section summary tbody tfoot thead tr ul".split(" "),
  ..."colgroup keygen".split(" "),
]);
