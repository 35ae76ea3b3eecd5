// Cases of what the database alone does, since it is PostgreSQL: its full text search, and the purge.

import assert from "node:assert/strict";
import process from "node:process";
import { StoreRejectedError } from "../../../supabase/functions/mcp/artifacts/refusal.ts";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { Query } from "../../local/sql.ts";
import { draft, make, makeVersions, refuses, type StoreCases, titlesOf } from "./store_case.ts";

async function found(store: ArtifactStore, query: string): Promise<string[]> {
  const { artifacts } = await store.search({ query, limit: 50, skip: 0 });
  return titlesOf(artifacts).toSorted();
}

async function makeTexts(store: ArtifactStore, texts: Record<string, string>): Promise<void> {
  for (const [title, content] of Object.entries(texts)) await make(store, { title, content });
}

/** Follows `next` to the end; never more than 50 pages. */
async function pagesOfSearch(store: ArtifactStore, query: string, limit: number) {
  const pages: string[][] = [];
  let skip: number | undefined = 0;
  while (skip !== undefined && pages.length < 50) {
    const { artifacts, next } = await store.search({ query, limit, skip });
    pages.push(titlesOf(artifacts));
    skip = next;
  }
  return pages;
}

/** Marks of different canonical combining classes, in the wrong order. */
const MARKS: Record<string, string> = {
  "above, then below": "\u0301".repeat(10_000) + "\u0323".repeat(10_000),
  "above and below, alternating": "\u0301\u0323".repeat(10_000),
  "classes that fall": ["\u0345", "\u0301", "\u064b", "\u0334"].map((mark) => mark.repeat(5_000))
    .join(""),
  "behind a letter": `a${"\u0301".repeat(10_000)}${"\u0323".repeat(10_000)}`,
  "vowels of Tibetan": "\u0f74".repeat(10_000) + "\u0f71".repeat(10_000),
  "points of Hebrew": "\u05b9".repeat(10_000) + "\u05b0".repeat(10_000),
  "marks that become two": "\u0344".repeat(10_000) + "\u0323".repeat(10_000),
};

/** How many entries of the table of versions and its indexes this session has read. */
const READ_VERSIONS = `
  select sum(pg_stat_get_xact_tuples_returned(relation)) as read from (
    select cast('library.artifact_versions' as regclass) as relation
    union all select indexrelid from pg_index where indrelid = cast('library.artifact_versions' as regclass)
  ) as relations`;

/** @param sql the database below the store, as its owner */
export function databaseCases(sql: Query): StoreCases {
  return {
    "a word is found in its other forms": async (store) => {
      await makeTexts(store, {
        A: "two companies",
        B: "a company",
        C: "accompanied",
        D: "running",
      });
      assert.deepEqual(await found(store, "company"), ["A", "B"]);
      assert.deepEqual(await found(store, "companies"), ["A", "B"]);
      assert.deepEqual(await found(store, "run"), ["D"]);
      const { artifacts } = await store.search({ query: "runs", limit: 1, skip: 0 });
      assert.equal(artifacts[0]?.excerpt, "**running**");
    },

    "names of files, paths, addresses and calls are found by their parts": async (store) => {
      const content = "see console.log(x), src/deep/path.ts and bob@example.com";
      await makeTexts(store, { "README.md": "well-known", Paths: content, Zebra: "" });
      for (const query of ["readme", "README.md", "known", "well-known", "/readme"]) {
        assert.deepEqual(await found(store, query), ["README.md"], query);
      }
      for (const query of ["log", "console.log", "path.ts", "deep/path", "bob@example.com"]) {
        assert.deepEqual(await found(store, query), ["Paths"], query);
      }
      assert.deepEqual(await found(store, "deep-zebra"), ["Paths", "Zebra"]);
      const { artifacts } = await store.search({ query: "deep", limit: 1, skip: 0 });
      assert.match(artifacts[0]?.excerpt ?? "", /src\/\*\*deep\*\*\/path\.ts/);
    },

    "an excerpt keeps the found word where there is no blank to cut at": async (store) => {
      await make(store, { content: `${"a,".repeat(150)}elephant${",b".repeat(300)}` });
      const { artifacts } = await store.search({ query: "elephant", limit: 1, skip: 0 });
      assert.match(artifacts[0]?.excerpt ?? "", /^… (a,)+\*\*elephant\*\*(,b)+,? …$/);
    },

    "a phrase, an alternative and an exclusion are understood": async (store) => {
      await makeTexts(store, { A: "purple elephant", B: "elephant purple", C: "purple zebra" });
      assert.deepEqual(await found(store, '"purple elephant"'), ["A"]);
      assert.deepEqual(await found(store, "elephant or zebra"), ["A", "B", "C"]);
      assert.deepEqual(await found(store, "purple -elephant"), ["C"]);
      assert.deepEqual(await found(store, "-purple"), []);
      assert.deepEqual(await found(store, "-zebra"), ["A", "B"]);
    },

    "two phrases of 16 words together are phrases, and more are words": async (store) => {
      const ordered = Array.from({ length: 20 }, (_, index) => `w${index}`).join(" ");
      const reversed = ordered.split(" ").reverse().join(" ");
      await makeTexts(store, { A: ordered, B: reversed, C: "purple" });
      assert.deepEqual(await found(store, `"${ordered}"`), ["A"]);
      const phrases = '"w0 w1" "w1 w2"';
      assert.deepEqual(await found(store, phrases), ["A"]);
      assert.deepEqual(await found(store, `${phrases} "w5 w4"`), ["A"]);
      assert.deepEqual(
        await found(store, '"w9 w8 w7 w6 w5 w4 w3 w2 w1" "w2 w3 w4 w5 w6 w7 w8 w9"'),
        [
          "B",
        ],
      );
      const excluded = phrases.replaceAll(' "', ' -"');
      assert.deepEqual(await found(store, `w0 -${excluded}`), ["B"]);
      assert.deepEqual(await found(store, `purple -${excluded} -"purple purple"`), ["C"]);
    },

    "a query counts 32 words, also across quotes": async (store) => {
      await makeTexts(store, { A: "needle", B: "needle w29" });
      const groups = Array.from(
        { length: 6 },
        (_, group) => Array.from({ length: 6 }, (_, index) => `w${6 * group + index}`).join(" "),
      );
      // Words beyond the limit are not searched for: the needle comes last.
      for (const quotes of [" ", ' "" ', ' "w1" ']) {
        assert.deepEqual(await found(store, `${groups.join(quotes)} needle`), ["B"], quotes);
      }
    },

    "an excluded word hides a document among 200 others": async (store) => {
      for (let index = 0; index < 3; index++) {
        await make(store, { title: "needle", content: "forbidden words" });
      }
      for (let index = 0; index < 202; index++) {
        await make(store, { title: `needle ${index}`, content: "allowed words" });
      }
      for (const query of ["needle -forbidden", "needle words -forbidden"]) {
        const { artifacts } = await store.search({ query, limit: 250, skip: 0 });
        assert.ok(artifacts.length >= 200, query);
        assert.deepEqual(artifacts.filter(({ title }) => title === "needle"), [], query);
      }
    },

    "an excluded word always hides a document, and a phrase requires all its words": async (
      store,
    ) => {
      await makeTexts(store, { A: "purple", B: "zebra", C: `${"an elephant ".repeat(300)}walks` });
      assert.deepEqual(await found(store, '"purple zebra"'), []);
      assert.deepEqual(await found(store, "zebra giraffe -purple"), []);
      assert.deepEqual(await found(store, "purple zebra"), ["A", "B"]);
      // So far into a content places are not known any more.
      assert.deepEqual(await found(store, '"elephant walks"'), ["C"]);
    },

    "a dash excludes only before a word and behind a blank": async (store) => {
      await makeTexts(store, { "Budget - March": "", "-5 degrees": "", "Q1-Q2": "" });
      for (const query of ["Budget - March", "-5 degrees", "Q1-Q2", "– budget —"]) {
        assert.equal((await found(store, query)).length, 1, query);
      }
      assert.deepEqual(await found(store, "budget -march"), []);
      assert.deepEqual(await found(store, 'budget -"march"'), []);
    },

    "words that every text has are searched for in titles alone": async (store) => {
      await makeTexts(store, { "The Who": "a band", "To be or not": "", Z: "the end of it" });
      assert.deepEqual(await found(store, "the who"), ["The Who"]);
      assert.deepEqual(await found(store, '"to be"'), ["To be or not"]);
      assert.deepEqual(await found(store, "of"), []);
      assert.deepEqual(await found(store, "the end"), ["Z"]);
      for (const query of ["-", "!&|", '" "']) {
        await refuses(found(store, query), { refusal: "empty_query" });
      }
    },

    "words in other languages and other letter forms are found": async (store) => {
      const texts = { A: "東京都の天気", B: "l’avion d'été", C: "cafe\u0301", D: "\ufb01nance" };
      await makeTexts(store, texts);
      const queries = { 天気: "A", "l'avion": "B", été: "B", café: "C", finance: "D" };
      for (const [query, title] of Object.entries(queries)) {
        assert.deepEqual(await found(store, query), [title], query);
      }
    },

    "a word of any length is stored and found, and hides no other word": async (store) => {
      const long = "Ⱥ".repeat(1_000);
      await makeTexts(store, { Long: `zebra ${long} giraffe`, Short: "a giraffe" });
      assert.deepEqual(await found(store, "giraffe"), ["Long", "Short"]);
      assert.deepEqual(await found(store, long), ["Long"]);
      const [{ bytes } = {}] = await sql<{ bytes: number }>(
        `select max(octet_length(words::text)) as bytes from library.content_words
         join artifacts on id = artifact_id where content like '%Ⱥ%'`,
      );
      assert.ok(Number(bytes) < 4_000, `the index entry has ${bytes} bytes`);
    },

    "runs of combining marks, which PostgreSQL sorts in quadratic time, are indexed at once":
      async (store) => {
        // The first long text compiles code; marks of one class need no sorting.
        await make(store, { content: "\u0301".repeat(20_000) });
        for (const [name, content] of Object.entries(MARKS)) {
          const before = process.cpuUsage();
          await make(store, { content });
          const { user } = process.cpuUsage(before);
          // Sorting 20,000 marks took 2.5 to 10 s here, and could not be cancelled.
          assert.ok(user < 1_500_000, `${name}: ${user / 1_000} ms`);
        }
      },

    "a title-only or tags-only update keeps the content's index": async (store) => {
      const { id } = await make(store, { content: "elephant" });
      await sql("update library.content_words set words = 'planted' where artifact_id = $1", [id]);
      await store.update(id, 1, { title: "Other" });
      await store.update(id, 2, { tags: ["tag"], language: "c" });
      const words = "select words::text as words from library.content_words where artifact_id = $1";
      assert.deepEqual(await sql(words, [id]), [{ words: "'planted'" }]);
      await store.update(id, 3, { content: "zebra" });
      assert.match(String((await sql<{ words: string }>(words, [id]))[0]?.words), /zebra/);
    },

    "reading a version reads no other version with the same content": async (store) => {
      const { artifact: { id } } = await store.create(draft(), "an old key");
      await sql(
        `insert into library.artifact_versions
           (user_id, artifact_id, version, title, tags, content, size, created_at)
         select user_id, id, n, 'Title', '{}', case n when 1500 then 'older' end, 7, now()
         from artifacts, generate_series(1, 3000) as n where id = $1`,
        [id],
      );
      await sql("update artifacts set version = 3001 where id = $1", [id]);
      const owner = "(select user_id from artifacts where id = $1)";
      for (
        const call of [
          `export_artifacts(${owner}, 1000000)`,
          `export_artifacts(${owner}, 1000000, $1, 700)`,
          `export_artifacts(${owner}, 1000000, $1, 1450)`,
          `export_artifacts(${owner}, 1000000, $1, 2950)`,
          `read_artifact(${owner}, $1, 1)`,
          `read_artifact(${owner}, $1, 1501)`,
          `list_versions(${owner}, $1, 100)`,
          `create_artifact(${owner}, 'Title', 'text', 'content', 9, 1000000000,
             new_idempotency_key => 'an old key')`,
          `restore_artifact(${owner}, $1, 1000000000, to_version => 1501)`,
        ]
      ) {
        const [{ rows } = {}] = await sql<{ rows: number }>(
          `with before as materialized (${READ_VERSIONS}),
             called as materialized (select ${call} as answer, read from before)
           select (${READ_VERSIONS}) - read as rows from called where not answer ? 'refusal'`,
          [id],
        );
        assert.ok(Number(rows) > 0 && Number(rows) < 500, `${call}: ${rows} rows`);
      }
    },

    "the first 256 KiB of a content are indexed": async (store) => {
      const filler = "lorem ipsum ".repeat(21_700);
      await make(store, { title: "A", content: `${filler}elephant ${filler}giraffe` });
      assert.deepEqual(await found(store, "elephant"), ["A"]);
      assert.deepEqual(await found(store, "giraffe"), []);
    },

    "no query breaks the search": async (store) => {
      await makeTexts(store, { A: "elephant" });
      const odd = [
        `elephant"`,
        "elephant &",
        "!elephant",
        "elephant:*",
        "elephant <-> x",
        "'elephant",
      ];
      for (const query of [...odd, "elephant\\", "((elephant", "elephant | x", "x <2> '&|!"]) {
        await store.search({ query, limit: 5, skip: 0 });
      }
      for (const text of ["elephant ", "\u0001", "-", "-a ", '"', "a or ", "\u0301\u0323"]) {
        const query = text.repeat(1_000 / text.length);
        await store.search({ query, limit: 5, skip: 0 }).catch((error) => {
          assert.ok(error instanceof StoreRejectedError, `${text}: ${error}`);
        });
      }
      // More bytes than a word may have, the second only in lower case.
      for (const letter of ["ა", "Ⱥ"]) {
        for (const times of [682, 683, 1_000]) {
          await store.search({ query: letter.repeat(times), limit: 5, skip: 0 });
        }
      }
      assert.deepEqual(await found(store, "@user_owner"), []);
    },

    "of more than 200 matches the newest 200 are found, each once, and what has the word as title":
      async (store, { stranger }) => {
        await make(store, { title: "Elephants", content: "elephant" });
        await make(store, { title: "Elephant" });
        const { artifact: { id } } = await store.create(
          { title: "0", kind: "text", content: "elephant", language: null, tags: [] },
        );
        await make(stranger, { title: "Theirs", content: "elephant" });
        await sql(
          `insert into artifacts (user_id, title, kind, content, created_at)
         select user_id, n, kind, content, created_at + n * interval '1 second'
         from artifacts, generate_series(1, 220) as n where id = $1`,
          [id],
        );
        const titles = (await pagesOfSearch(store, "elephant", 30)).flat();
        const newest = Array.from({ length: 200 }, (_, at) => `${220 - at}`);
        assert.deepEqual(titles, ["Elephant", ...newest]);
        assert.deepEqual(await found(stranger, "elephant"), ["Theirs"]);
      },

    "what has been in the trash for 30 days is purged, with what it took, and nothing else is":
      async (store) => {
        const old = await makeVersions(store, ["one", "two"]);
        const recent = await makeVersions(store, ["three"]);
        const live = await makeVersions(store, ["four"]);
        for (const id of [old, recent]) await store.trash(id);
        const deletedAgo = "update artifacts set deleted_at = now() - $2::interval where id = $1";
        await sql(deletedAgo, [old, "30 days 1 minute"]);
        await sql(deletedAgo, [recent, "29 days 23 hours"]);
        await store.share(live, -1);
        const { share } = await store.share(live, 1);
        assert.ok(share);
        while (true) {
          const [step] = await sql("select purge_artifacts() as more");
          if (!step?.more) break;
        }
        await refuses(store.restore(old), { refusal: "not_found" });
        assert.equal((await store.restore(recent)).id, recent);
        assert.equal((await store.usage()).artifacts, 2);
        assert.equal(await store.unshare(live), 1);
        const [expired] = await sql(
          "select count(*)::int as n from library.artifact_shares where expires_at < now()",
        );
        assert.deepEqual(expired, { n: 0 });
      },

    "a closed account reads and changes nothing, and its shares open nothing": async (
      store,
      { shared, stranger },
    ) => {
      const { id } = await make(store);
      const { id: other } = await make(stranger);
      const { share } = await store.share(id, 1);
      assert.ok(await shared.open(share, { offset: 0, limit: 10 }));
      const [{ owner } = {}] = await sql("select user_id as owner from artifacts where id = $1", [
        id,
      ]);
      await sql("select close_account($1, 7)", [owner]);
      const calls: Record<string, () => Promise<unknown>> = {
        create: () => store.create(draft()),
        list: () => store.list({ limit: 1 }),
        search: () => store.search({ query: "content", limit: 1, skip: 0 }),
        read: () => store.read(id),
        readChunk: () => store.readChunk(id, { offset: 0, limit: 10 }),
        update: () => store.update(id, 1, { title: "new" }),
        history: () => store.history(id, { limit: 1 }),
        restore: () => store.restore(id, 1),
        trash: () => store.trash(id),
        destroy: () => store.destroy(id),
        share: () => store.share(id, 1),
        unshare: () => store.unshare(id),
        export: () => store.export(1_000),
      };
      for (const call of Object.values(calls)) await refuses(call(), { refusal: "account_closed" });
      assert.equal(await shared.open(share, { offset: 0, limit: 10 }), undefined);
      assert.equal((await stranger.read(other)).id, other);
      await sql("select reopen_account($1)", [owner]);
      assert.equal((await store.read(id)).version, 1);
      assert.ok(await shared.open(share, { offset: 0, limit: 10 }));
    },
  };
}
