// Searches that are hostile to the parser of queries, to the index and to ranking. `{…}` is repeated until the
// query is as long as it may be.

/** Words that one row of a library has, all of them, and another has in no content. */
export const MANY_WORDS = Array.from({ length: 120 }, (_, number) => `q${number.toString(36)}`);

export const QUERIES: readonly string[] = [
  "common",
  "common seldom nowhere",
  "nowhere",
  "-common",
  "common -seldom",
  "common -nowhere",
  '"common common"',
  "the",
  "{the }",
  "{common }",
  "{common or }common",
  "{nowhere or }common",
  "{-common }",
  "{common -nowhere }",
  "{-a -b -c }",
  "-{-}",
  "{- }",
  '{"}',
  '{""}',
  '"{common }"',
  '{"common common" }',
  '{"common common" or }common',
  '{-"common common" }',
  '"{the common }"',
  '"{b c }b b"',
  '"{b c }" or "{c b }b"',
  '{"b c c" }',
  '{"b c c" or }nowhere',
  '{"b c b c b c b c b c b c b c b c b c b c b c b c b c b c b c b b" or }nowhere',
  '{"b c b c b c b c b c b c b c b c b c b c b c b c b c b c b c b b" }',
  'b {-"b c c" }',
  '"{a b }" or "{b a }"',
  "{or }",
  "{or or }common",
  "{a:* }",
  "{a & }b",
  "{!(a) }",
  "{(a | }b",
  "{a<->b }",
  "{w1 or w2 or w3 or w4 or w5 or w6 or w7 or w8 or w9 or }w10",
  MANY_WORDS.join(" "),
  MANY_WORDS.join(" or "),
  // Only titles have the last one.
  `b ${Array.from({ length: 180 }, (_, word) => `-z${word.toString(36)}`).join(" ")} -number`,
  "{companies rationalization }",
  "{日本語}",
  '"{日}"',
  "{日 or }日",
];

export function queryOf(template: string, characters: number): string {
  const rest = [...template.replaceAll(/\{[^}]*\}/g, "")].length;
  const parts = [...template.matchAll(/\{([^}]*)\}/g)];
  const room = (characters - rest) / Math.max(1, parts.length);
  return template.replaceAll(/\{([^}]*)\}/g, (_, part: string) => {
    return part.repeat(Math.floor(room / [...part].length));
  });
}
