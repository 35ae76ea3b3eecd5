// What `deno task lint:words` finds and what it leaves alone; and the documents themselves pass.

import assert from "node:assert/strict";
import { BANNED_WORDS } from "./words/banned_words.ts";
import { EXCEPTIONS } from "./words/exceptions.ts";
import { checkedFiles } from "./words/files.ts";
import { bannedWords, idleExceptions, longSentences, MAX_WORDS } from "./words/findings.ts";
import { sentencesOf } from "./words/markdown.ts";

const found = (text: string) => bannedWords("x.md", text, []).map(({ word }) => word);

/** A sentence for each word of the list, as people would write it. */
const SENTENCES: Record<string, string> = {
  "whoever": "Whoever has a share reads it.",
  "whatever": "Whatever is stored comes back.",
  "anew": "It is loaded anew.",
  "for ever": "It is gone for\never.",
  "besides": "Nothing besides that is kept.",
  "likewise": "The others likewise.",
  "so many": "So many bytes.",
  "so much": "So much of something.",
  "in turns": "They run in turns.",
  "all else": "All else is refused.",
  "of one's own": "A page of one's own.",
  "somebody": "Somebody else changed it.",
  "nobody": "Nobody is hindered by that.",
  "everybody": "Everybody sees it.",
  "mend": "The command that mends it.",
  "hinder": "Whom a fault hinders.",
  "told": "The operator is told.",
  "asked": "The database is asked.",
  "given back": "What was taken is given back.",
  "what is … is …": "What is deleted stays, and what is kept in it is safe.",
};

Deno.test("every word of the list is found in a sentence that uses it", () => {
  assert.deepEqual(Object.keys(SENTENCES), BANNED_WORDS.map(({ word }) => word));
  for (const [word, sentence] of Object.entries(SENTENCES)) {
    assert.ok(found(sentence).includes(word), word);
  }
});

Deno.test("words that contain a banned word are not found", () => {
  assert.deepEqual(found("We recommend basket tasks, toldness, and forever beside it."), []);
});

Deno.test("a finding names file, line, word and suggestion", () => {
  assert.deepEqual(bannedWords("a.ts", "const a = 1;\n// told by nobody\n", []), [
    { file: "a.ts", line: 2, word: "nobody", suggestion: "no one" },
    { file: "a.ts", line: 2, word: "told", suggestion: "logged, returned, shown" },
  ]);
});

Deno.test("an excepted text is left alone wherever it is quoted, and nowhere else", () => {
  const exceptions = [{ text: "told by us", reason: "a quotation" }];
  const lines = bannedWords("a.ts", "told by us\ntold\n", exceptions).map(({ line }) => line);
  assert.deepEqual(lines, [2]);
  assert.deepEqual(idleExceptions(["it is told by us"], exceptions), []);
  assert.deepEqual(idleExceptions(["told"], exceptions), exceptions);
});

Deno.test("every exception gives a reason", () => {
  for (const { text, reason } of EXCEPTIONS) assert.match(reason, /\w{3}/, text);
});

const words = (count: number) => Array(count).fill("word").join(" ");

Deno.test(`a Markdown sentence of ${MAX_WORDS} words passes, one of ${MAX_WORDS + 1} does not`, () => {
  assert.deepEqual(longSentences("a.md", `${words(25)}. ${words(25)}!\n`), []);
  const [finding] = longSentences("a.md", `# Title\n\nShort.\n${words(26)}.\n`);
  assert.equal(finding?.line, 4);
  assert.match(finding?.word ?? "", /^26 words: word word/);
});

Deno.test("list items, table cells and paragraphs are read apart; code and headings are not read", () => {
  const code = `\`\`\`sh\n${words(30)}\n\`\`\`\n`;
  const text =
    `# ${words(30)}\n\n- ${words(20)}\n- ${words(20)}\n\n| ${words(20)} | ${words(20)} |\n` +
    `| --- | --- |\n\n${words(20)}\n\n${code}\n${words(20)}\n`;
  assert.deepEqual(longSentences("a.md", text), []);
});

Deno.test("inline code is one word, and a link is its text", () => {
  const text = `Run \`${words(30)}\` and [read this](https://example.com/a%20b).`;
  assert.deepEqual(sentencesOf(text).map((sentence) => sentence.text), ["Run code and read this."]);
});

Deno.test("every document passes", async () => {
  const documents = (await checkedFiles()).filter(({ path }) => path.endsWith(".md"));
  assert.ok(documents.length > 5);
  for (const { path, text } of documents) {
    assert.deepEqual([...bannedWords(path, text, EXCEPTIONS), ...longSentences(path, text)], []);
  }
});
