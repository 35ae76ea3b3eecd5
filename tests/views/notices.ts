// The licence notices of the views' packages, from the packages' own files.

export interface Notice {
  /** `name@version`. */
  package: string;
  /** SPDX. */
  licence: string;
  copyright: string[];
  /** Licence text without copyright lines. */
  text: string;
}

/** Libraries in the Mermaid bundle, whose package contains only its own licence. */
const PARTS_OF_MERMAID = new URL("notices/mermaid_parts.txt", import.meta.url);
/** DOMPurify is dual-licensed; this is the other licence. */
const NOT_CHOSEN = /^LICENSE-MPL/i;

/** @param modules paths of modules, inside and outside packages */
export async function noticesOf(modules: readonly string[]): Promise<Notice[]> {
  const folders = new Set(
    modules.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
  );
  const notices = await Promise.all([...folders].map(noticeOf));
  const byName = new Map(notices.map((notice) => [notice.package, notice]));
  return [...byName.values()].toSorted((a, b) => a.package < b.package ? -1 : 1);
}

/** @param path of the bundle */
export async function noticeTextOfMermaid(path: string): Promise<string> {
  const parts = await Deno.readTextFile(PARTS_OF_MERMAID);
  return `${withTexts(await noticesOf([path]))}\n\nIt was built of:\n\n${parts}`;
}

/** @throws if a package contains no licence */
async function noticeOf(folder: string): Promise<Notice> {
  const { name, version, license } = JSON.parse(await Deno.readTextFile(`${folder}/package.json`));
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted()
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file) && !NOT_CHOSEN.test(file));
  if (files.length === 0) throw new Error(`${name} brings no licence`);
  const all = await Promise.all(files.map((file) => Deno.readTextFile(`${folder}/${file}`)));
  const lines = all.join("\n").split("\n").map((line) => line.trim());
  const isCopyright = (line: string) =>
    /^(copyright (?!(owner|notice|license|holder|\[))|\(c\))/i.test(line);
  return {
    package: `${name}@${version}`,
    licence: String(license),
    copyright: [...new Set(lines.filter(isCopyright))],
    text: lines.filter((line) => !isCopyright(line)).join("\n").replace(/\n{3,}/g, "\n\n").trim(),
  };
}

/** Each licence text once, after the packages under that licence. */
export function withTexts(notices: readonly Notice[]): string {
  const words = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, " ").trim();
  const groups = Map.groupBy(notices, ({ text }) => words(text));
  return [...groups.values()].map((group) => `${named(group)}\n\n${group[0]?.text}`).join("\n\n");
}

/** @param place where the licence texts are */
export function withoutTexts(notices: readonly Notice[], place: string): string {
  return `${named(notices)}\nThe texts of these licences: ${place}`;
}

function named(notices: readonly Notice[]): string {
  return notices.map(({ package: name, licence, copyright }) =>
    `${name} (${licence})${copyright.map((line) => `\n  ${line}`).join("")}`
  ).join("\n");
}
