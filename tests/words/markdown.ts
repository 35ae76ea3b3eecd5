// Sentences of a Markdown text, with the lines they start on. Code blocks and headings have none; inline code,
// a link's text and a table's cell are read as a reader would.

/** One sentence; `line` is counted from 1. */
interface Sentence {
  line: number;
  text: string;
}

interface Block {
  line: number;
  text: string;
}

/** @returns every sentence outside code blocks and headings */
export function sentencesOf(markdown: string): Sentence[] {
  return blocksOf(markdown).flatMap(({ line, text }) => {
    const plain = plainText(text);
    return [...plain.matchAll(/[^]+?(?:[.!?]["”)*_]*(?=\s+\S)|$)/g)]
      .filter(([sentence]) => sentence.trim() !== "")
      .map(({ 0: sentence, index }) => {
        const before = plain.slice(0, index + sentence.search(/\S/));
        return {
          line: line + before.split("\n").length - 1,
          text: sentence.trim().replace(/\s+/g, " "),
        };
      });
  });
}

/** Paragraphs, list items and table cells. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let fence: string | undefined;
  for (const [index, line] of markdown.replace(/<!--[^]*?-->/g, keepLines).split("\n").entries()) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark === fence) fence = undefined;
      continue;
    }
    const isRow = line.trimStart().startsWith("|");
    if (mark || /^\s*(#|$|[-=|: ]+$)/.test(line) || isRow) {
      open = undefined;
      fence = mark;
      if (isRow) blocks.push(...cellsOf(line, index + 1));
      continue;
    }
    const item = /^\s*(?:[-*+]|\d+\.)\s+(.*)$/.exec(line)?.[1];
    if (open && item === undefined) {
      open.text += `\n${line}`;
    } else {
      open = { line: index + 1, text: item ?? line };
      blocks.push(open);
    }
  }
  return blocks;
}

function cellsOf(row: string, line: number): Block[] {
  return row.split(/(?<!\\)\|/).map((text) => ({ line, text }));
}

/** One word for inline code, the text for a link, nothing for an image. */
function plainText(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, keepLines)
    .replace(/`[^`]*`/g, (code) => `code${keepLines(code)}`)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\b(?:e\.g|i\.e|vs)\./g, "eg");
}

function keepLines(text: string): string {
  return text.replace(/[^\n]/g, "");
}
