// Cases of what the database alone does, since it is PostgreSQL: its full text search, and the purge.

import assert from "node:assert/strict";
import type { ArtifactStore } from "../../../supabase/functions/mcp/artifacts/store.ts";
import type { Query } from "../../local/sql.ts";
import { make, makeVersions, refuses, type StoreCases, titlesOf } from "./store_case.ts";

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

    "an excerpt keeps what was found where there is no blank to cut at": async (store) => {
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

    "what is excluded is never let in, and a phrase asks for all its words": async (store) => {
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

    "words that every text has are looked for in titles alone": async (store) => {
      await makeTexts(store, { "The Who": "a band", "To be or not": "", Z: "the end of it" });
      assert.deepEqual(await found(store, "the who"), ["The Who"]);
      assert.deepEqual(await found(store, '"to be"'), ["To be or not"]);
      assert.deepEqual(await found(store, "of"), []);
      assert.deepEqual(await found(store, "the end"), ["Z"]);
      for (const query of ["-", "!&|", '" "']) {
        await refuses(found(store, query), { refusal: "no_words" });
      }
    },

    "other languages and other forms of letters are found": async (store) => {
      const texts = { A: "東京都の天気", B: "l’avion d'été", C: "cafe\u0301", D: "\ufb01nance" };
      await makeTexts(store, texts);
      const queries = { 天気: "A", "l'avion": "B", été: "B", café: "C", finance: "D" };
      for (const [query, title] of Object.entries(queries)) {
        assert.deepEqual(await found(store, query), [title], query);
      }
    },

    "a word of any length is stored, found and in nobody's way": async (store) => {
      const long = "Ⱥ".repeat(1_000);
      await makeTexts(store, { Long: `zebra ${long} giraffe`, Short: "a giraffe" });
      assert.deepEqual(await found(store, "giraffe"), ["Long", "Short"]);
      assert.deepEqual(await found(store, long), ["Long"]);
      const [{ bytes } = {}] = await sql<{ bytes: number }>(
        "select max(octet_length(words::text)) as bytes from artifacts where content like '%Ⱥ%'",
      );
      assert.ok(Number(bytes) < 4_000, `the index entry has ${bytes} bytes`);
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
      await store.search({ query: "elephant ".repeat(500), limit: 5, skip: 0 });
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
        assert.deepEqual(await sql("select purge_artifacts() as purged"), [{ purged: 1 }]);
        await refuses(store.restore(old), { refusal: "missing" });
        assert.equal((await store.restore(recent)).id, recent);
        assert.deepEqual(await store.usage(), { artifacts: 2, bytes: 9 });
        assert.equal(await store.unshare(live), 1);
        const [expired] = await sql(
          "select count(*)::int as n from artifact_shares where expires_at < now()",
        );
        assert.deepEqual(expired, { n: 0 });
      },
  };
}
