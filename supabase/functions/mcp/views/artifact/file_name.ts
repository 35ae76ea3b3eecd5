// The name of a downloaded file. The extension comes from the kind, never from the title: the extension decides
// which program opens the file.

import { type Kind, KINDS } from "../../artifacts/kinds.ts";
import { plainText } from "../shared/plain_text.ts";

/** File extensions by language name. None is an extension that Windows executes by default. */
const LANGUAGES: Record<string, string> = {
  ...named("c", "c", "h"),
  ...named("cpp", "cpp", "c++", "cc", "cxx", "hpp"),
  ...named("cs", "csharp", "c#", "cs"),
  ...named("css", "css"),
  ...named("diff", "diff", "patch"),
  ...named("dockerfile", "dockerfile", "docker"),
  ...named("go", "go", "golang"),
  ...named("html", "html", "xhtml"),
  ...named("ini", "ini"),
  ...named("java", "java"),
  // Not `.js`, because Windows executes files with this extension.
  ...named("mjs", "javascript", "js", "mjs", "cjs", "node"),
  ...named("json", "json"),
  ...named("jsx", "jsx"),
  ...named("kt", "kotlin", "kt"),
  ...named("lua", "lua"),
  ...named("md", "markdown", "md"),
  ...named("php", "php"),
  ...named("py", "python", "py", "python3"),
  ...named("r", "r"),
  ...named("rb", "ruby", "rb"),
  ...named("rs", "rust", "rs"),
  ...named("scss", "scss"),
  ...named("sh", "bash", "sh", "shell", "zsh"),
  ...named("sql", "sql"),
  ...named("svg", "svg"),
  ...named("swift", "swift"),
  ...named("toml", "toml"),
  ...named("ts", "typescript", "ts"),
  ...named("tsx", "tsx"),
  ...named("xml", "xml"),
  ...named("yaml", "yaml", "yml"),
};

function named(extension: string, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, extension]));
}

/** Bytes of UTF-8 in a name without its extension. Most file systems allow 255 bytes for the whole name. */
const MAX_BYTES = 150;

/** Names that Windows reserves for devices, with and without an extension. */
const DEVICE = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))/i;

/** Windows reads the settings of a folder or a drive from files with these names. */
const SETTINGS = /^(desktop|autorun|folder)(?=\.ini$)/i;

function extensionOf(
  kind: Kind,
  language: string | null | undefined,
): string {
  const name = language?.trim().toLowerCase() ?? "";
  return kind === "code" && Object.hasOwn(LANGUAGES, name)
    ? LANGUAGES[name] ?? KINDS.code.extension
    : KINDS[kind].extension;
}

/** Makes a file name from an untrusted title: without path and invisible characters, with the kind's extension. */
export function fileName(
  title: string,
  kind: Kind,
  language?: string | null,
): string {
  const extension = extensionOf(kind, language);
  const line = plainText(title).normalize("NFC").replace(
    /[\\/:*?"<>|\p{Co}]+/gu,
    " ",
  );
  const stem = trimmed(
    line.replace(new RegExp(`(\\.${extension === "mjs" ? "m?js" : extension})+$`, "i"), ""),
  );
  const name = `${trimmed(cut(stem.replace(DEVICE, "_$1"))) || "artifact"}.${extension}`;
  return name.replace(SETTINGS, "_$1");
}

// Leading dots would hide the file, and a leading hyphen would read as a command option. Windows drops trailing dots
// and spaces.
function trimmed(name: string): string {
  return name.replace(/ +/g, " ").replace(/^[. ~-]+|[. ]+$/g, "");
}

function cut(name: string): string {
  const encoder = new TextEncoder();
  let kept = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += encoder.encode(segment).length;
    if (bytes > MAX_BYTES) break;
    kept += segment;
  }
  return kept;
}
