// `deno task lint:words`: fails on banned words in TypeScript, SQL and Markdown, and on long sentences in
// Markdown. Paths as arguments limit the check to files whose path starts with one of them.

import { EXCEPTIONS } from "./exceptions.ts";
import { checkedFiles } from "./files.ts";
import { bannedWords, type Finding, idleExceptions, longSentences } from "./findings.ts";

const all = await checkedFiles();
const files = Deno.args.length === 0
  ? all
  : all.filter(({ path }) => Deno.args.some((start) => path.startsWith(start)));
const findings = files.flatMap(({ path, text }) => [
  ...bannedWords(path, text, EXCEPTIONS),
  ...(path.endsWith(".md") ? longSentences(path, text) : []),
]);
const idle = idleExceptions(all.map(({ text }) => text), EXCEPTIONS);

const lines = [
  ...findings.map(lineOf),
  ...idle.map(({ text }) => `tests/words/exceptions.ts: no file holds "${text}"; remove it`),
  `${files.length} files, ${findings.length} findings`,
];
await write(`${lines.join("\n")}\n`);
if (findings.length + idle.length > 0) Deno.exitCode = 1;

function lineOf({ file, line, word, suggestion }: Finding): string {
  return `${file}:${line}: ${word} → ${suggestion}`;
}

async function write(text: string): Promise<void> {
  await new Blob([text]).stream().pipeTo(Deno.stdout.writable, { preventClose: true });
}
