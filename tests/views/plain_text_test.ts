// Titles, file names and links as views show them.

import assert from "node:assert/strict";
import type { Kind } from "../../supabase/functions/mcp/artifacts/artifact.ts";
import { fileName } from "../../supabase/functions/mcp/views/artifact/file_name.ts";
import { isLink, linkOf } from "../../supabase/functions/mcp/views/shared/link.ts";
import { displayTitle } from "../../supabase/functions/mcp/views/shared/plain_text.ts";

Deno.test("displayTitle() removes line breaks, control, bidi and invisible characters", () => {
  const shown: [string, string][] = [
    ["Report\nSystem: all is well", "Report System: all is well"],
    ["a\r\n\t\u2028\u2029\u0085b", "a b"],
    ["a\u202Egpj.exe", "agpj.exe"],
    ["\u2066x\u2069\u061C\u200E\u200F", "x"],
    ["pay\u200B\u200C\u200D\u2060\uFEFF\u00ADpal", "paypal"],
    ["tag\u{E0041}\u{E007F}ged", "tagged"],
    ["\u3164\u115F\u2800\uFFA0\u034F", "Untitled"],
    ["", "Untitled"],
    ["a\u0000\u001B[31mb", "a [31mb"],
    ["\uFFF9a\uFFFAb\uFFFB", "ab"],
    ["lone \uD800 surrogate", "lone \uFFFD surrogate"],
    ["Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "Z\u0301\u0302\u0303\u0304"],
    ["中\u200D文", "中文"],
    ["a\uFE0F b\u{E0100}", "a b"],
    ["1\uFE0F2 #\uFE0F", "12 #"],
    ["pay\u{16FE4}pal\u{1D159}", "paypal"],
  ];
  for (const [title, expected] of shown) assert.equal(displayTitle(title), expected);
});

/** Blank in fonts, although no property says so (only the names in UnicodeData.txt). */
const BLANK = [
  ...[
    0x2800,
    0x2d7f,
    0xfffc,
    0x1107f,
    0x13441,
    0x13442,
    0x16fe4,
    0x1bc9d,
    0x1d159,
  ],
  ...Array.from({ length: 0x10 }, (_, i) => 0x13430 + i),
];
const IGNORED = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u;
/** Visible: these are drawn under following digits, or above letters. */
const SIGNS = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]/u;

Deno.test("displayTitle() removes each invisible character of Unicode in any position", () => {
  let dropped = 0;
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const blank = IGNORED.test(character) || BLANK.includes(code) ||
      (/\p{Cf}/u.test(character) && !SIGNS.test(character));
    if (!blank) continue;
    dropped++;
    const shown = displayTitle(
      `${character}a${character}${character}b1${character}2${character}`,
    );
    assert.equal(shown, "ab12", `U+${code.toString(16)}`);
    assert.equal(displayTitle(character), "Untitled", `U+${code.toString(16)}`);
  }
  assert.ok(dropped > 4_200, `${dropped}`);
});

Deno.test("displayTitle() keeps the characters that languages and emoji need", () => {
  for (
    const title of [
      "Café – naïve",
      "می\u200Cخواهم",
      "क्\u200Dष",
      "👩\u200D👩\u200D👧 family",
      "❤\uFE0F",
      "👍🏽",
      "1\uFE0F\u20E3",
      "שלום",
      "日本語",
    ]
  ) assert.equal(displayTitle(title), title);
});

Deno.test("fileName() ends in the extension of the kind for any title", () => {
  const names: [string, Kind, string | null, string][] = [
    ["Invoice.hta", "html", null, "Invoice.hta.html"],
    ["update.bat", "text", null, "update.bat.txt"],
    ["x.lnk", "markdown", null, "x.lnk.md"],
    ["Notes on Node.js", "markdown", null, "Notes on Node.js.md"],
    ["Plan for example.com", "markdown", null, "Plan for example.com.md"],
    ["plan.MD", "markdown", null, "plan.md"],
    ["Sorting script", "code", "python", "Sorting script.py"],
    ["main.swift", "code", "Swift", "main.swift"],
    ["x", "code", "powershell", "x.txt"],
    ["x.exe", "code", "__proto__", "x.exe.txt"],
    ["x", "code", null, "x.txt"],
    ["x.py", "text", "python", "x.py.txt"],
    ["drawing", "svg", null, "drawing.svg"],
    ["flow", "mermaid", null, "flow.mmd"],
    ["data.csv.exe", "csv", null, "data.csv.exe.csv"],
    ["test4.ipynb", "json", null, "test4.ipynb.json"],
    ["../../etc/passwd", "text", null, "etc passwd.txt"],
    ["C:\\Windows\\x.scr", "text", null, "C Windows x.scr.txt"],
    [".gitignore", "code", null, "gitignore.txt"],
    ["CON", "text", null, "_CON.txt"],
    ["desktop", "code", "ini", "_desktop.ini"],
    ["Autorun.INI", "code", "ini", "_Autorun.ini"],
    ["desktop.ini", "text", null, "desktop.ini.txt"],
    ["my desktop", "code", "ini", "my desktop.ini"],
    ["Invoice.pdf", "code", "javascript", "Invoice.pdf.mjs"],
    ["app.js", "code", "js", "app.mjs"],
    ["app.mjs", "code", "node", "app.mjs"],
    ["aux.h", "code", "c", "_aux.h.c"],
    ["com¹", "json", null, "_com¹.json"],
    ["nul .x", "text", null, "_nul .x.txt"],
    ["invoice\u202Efdp.exe", "text", null, "invoicefdp.exe.txt"],
    ["a\u0000b\nc", "text", null, "a b c.txt"],
    ["report.exe . . ", "text", null, "report.exe.txt"],
    ["-rf", "text", null, "rf.txt"],
    ["...", "text", null, "artifact.txt"],
    ["\u200B", "csv", null, "artifact.csv"],
  ];
  for (const [title, kind, language, expected] of names) {
    assert.equal(fileName(title, kind, language), expected, title);
  }
});

Deno.test("fileName() cuts between characters, below the limit of file systems", () => {
  for (
    const title of ["x".repeat(79) + "🎉 party", "👩\u200D👩\u200D👧".repeat(100), "é".repeat(500)]
  ) {
    const name = fileName(title, "markdown");
    assert.ok(new TextEncoder().encode(name).length <= 160);
    assert.ok(name.isWellFormed());
    assert.doesNotThrow(() => encodeURIComponent(name));
  }
});

Deno.test("linkOf() names the host in ASCII, and refuses links that hide it", () => {
  const hosts: [string, string, boolean][] = [
    ["https://example.com/a?b#c", "example.com", false],
    ["https://EXAMPLE.com:8443/", "example.com:8443", false],
    ["https://аpple.com/", "xn--pple-43d.com", true],
    ["https://ｇoogle.com/", "google.com", false],
    ["https://example.com%E2%80%8B/", "", false],
    ["https://exam\u00ADple.com/", "example.com", false],
    ["https://faß.example/", "xn--fa-hia.example", true],
    ["http://2130706433/", "127.0.0.1", true],
    ["http://0x7f.1/", "127.0.0.1", true],
    ["http://[::1]/", "[::1]", true],
    ["https:\\\\example.com\\x", "example.com", false],
    ["mailto:ana@example.com?subject=x", "example.com", false],
    ["mailto:ana@аpple.com", "xn--pple-43d.com", true],
    ["mailto:ana@xn--pple-43d.com", "xn--pple-43d.com", true],
    ["mailto:ana@%D0%B0pple.com", "xn--pple-43d.com", true],
    ["mailto:ana@exam%C2%ADple.com", "example.com", false],
    ["mailto:ana@ｇoogle.com", "google.com", false],
    ["mailto:ana@2130706433", "127.0.0.1", true],
  ];
  for (const [href, host, warns] of hosts) {
    const link = linkOf(href);
    if (host === "") assert.ok("refused" in link || link.host === "example.com", href);
    else {
      assert.ok("host" in link, href);
      assert.deepEqual([link.host, link.warning !== undefined], [host, warns], href);
      assert.match(link.url, /^[\x21-\x7e]+$/, href);
    }
  }
  for (
    const href of [
      "https://accounts.google.com@evil.example/",
      "https://user:secret@evil.example/",
      "https://@evil.example/",
      "https://:@evil.example/",
      "https://bank.example%40evil.example/",
      "https:\\\\bank.example@evil.example/",
      "https:bank.example@evil.example/",
      "https://bank.example\t@evil.example/",
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "vscode://x",
      "tel:112",
      "/relative",
      "//evil.example",
      "https://",
      "mailto:a@b.example,c@d.example",
      "mailto:\u202Ea@b.example",
      "mailto:",
      "mailto:?to=a@b.example",
      "mailto:a@b@c.example",
      "mailto:a%2Cc@d.example",
      "mailto:a%40b.example,c@d.example",
      "mailto:a@b.example%2Cc@d.example",
      "mailto:a@b.example;c@d.example",
      "mailto:a@b.example%3Fcc=c@d.example",
      "mailto:A <a@b.example>",
      "mailto:a@b.example?cc=c@d.example",
      "mailto:a@b.example?bcc=c@d.example",
      "mailto:a@b.example?to=c@d.example",
      "mailto:a@b.example?subject=x&BCC=c@d.example",
      "mailto:a@b.example?subject=x&%62cc=c@d.example",
      "mailto:a@b.example?subject=x&amp;cc=c@d.example",
      "mailto:a@b.example?attach=/etc/passwd",
      "mailto:a@b.example?In-Reply-To=x",
      "mailto:a@b.example?constructor=x",
      "mailto:a@b.example?body=%FF",
      `mailto:a@b.example?body=${"x".repeat(1_001)}`,
      `mailto:${"a".repeat(65)}@b.example`,
    ]
  ) assert.ok("refused" in linkOf(href), href);
});

Deno.test("linkOf() shows all of a mail link, and opens only what it shows", () => {
  const mails: [string, string[], string][] = [
    [
      "mailto:ana@example.com#x",
      ["To: ana@example.com"],
      "mailto:ana@example.com",
    ],
    [
      "mailto:ana@example.com?subject=Sun%20%26%20sea&body=Come+now",
      ["To: ana@example.com", "Subject: Sun & sea", "Text: Come+now"],
      "mailto:ana@example.com?subject=Sun%20%26%20sea&body=Come%2Bnow",
    ],
    [
      "mailto:ana@example.com?SUBJECT=x%0D%0ABcc:%20c@d.example%00",
      ["To: ana@example.com", "Subject: x Bcc: c@d.example"],
      "mailto:ana@example.com?subject=x%20Bcc%3A%20c%40d.example",
    ],
    [
      "mailto:ana@аpple.com?body=%E2%80%AEx%E2%80%8B;cc=c@d.example",
      ["To: ana@xn--pple-43d.com", "Text: x;cc=c@d.example"],
      "mailto:ana@xn--pple-43d.com?body=x%3Bcc%3Dc%40d.example",
    ],
  ];
  for (const [href, mail, url] of mails) {
    const link = linkOf(href);
    assert.ok("url" in link, href);
    assert.deepEqual([link.mail, link.url], [mail, url]);
  }
});

Deno.test("linkOf() shows no bidi or invisible character in a path", () => {
  for (const path of ["\u202Emoc.elgoog", "\u200B\u2066x", "é/\u00A0y"]) {
    const link = linkOf(`https://evil.example/${path}`);
    assert.ok("url" in link);
    assert.match(link.url, /^[\x21-\x7e]+$/);
  }
});

Deno.test("isLink() accepts only http(s) and mailto", () => {
  assert.deepEqual(
    ["https://x.example", "HTTP://x.example", "mailto:a@b.example"].map(isLink),
    [true, true, true],
  );
  for (const href of ["javascript:1", "java\tscript:1", " data:,x", "#a", "ftp://x", "blob:x"]) {
    assert.equal(isLink(href), false, href);
  }
});
