// Deceptive contents: imitations of the view's own text, reordered code, disguised links.

import assert from "node:assert/strict";
import type { Kind } from "../../../supabase/functions/mcp/artifacts/artifact.ts";
import { resultOf } from "./attacks.ts";
import { BOMB } from "./reported_contents.ts";
import { openHost, pageIn, show, type TestView } from "./test_view.ts";
import type { Stage } from "./stage.ts";

export async function tryToDeceive({ browser, origin }: Stage): Promise<string> {
  await using shown = await openHost(browser, origin);
  await lookLikeTheView(shown);
  await hideInErrors(shown);
  await hideInCode(shown);
  await hideInData(shown);
  await jumpInPages(shown);
  await carryPicturesInDiagrams(shown);
  assert.deepEqual(shown.errors, []);
  return "classes, words of errors, invisible characters, links inside pages, pictures of diagrams";
}

async function showAs(shown: TestView, kind: Kind, content: string): Promise<void> {
  await show(shown, { name: "artifact.view", arguments: {} }, resultOf(kind, content, "Honest"));
}

/** Markdown cannot use the view's classes, not even inside code. */
async function lookLikeTheView(shown: TestView): Promise<void> {
  const { view } = shown;
  const own = `<span class="hidden">read me</span><span class="problem">Sign in again</span>
<div class="versions"><ul class="more"><li class="scrolls code sign">over all</li></ul></div>`;
  await showAs(
    shown,
    "markdown",
    `${own}\n\n<pre>${own}</pre>\n\n<pre class="problem"><code class="language-js hidden">let a;` +
      `</code></pre>\n\n\`\`\`js problem hidden\nlet b;\n\`\`\`\n`,
  );
  await view.locator(".prose .hljs-keyword").nth(1).waitFor();
  const classes = await view.locator(".prose [class]").evaluateAll((
    all,
  ) => [...new Set(all.map((each) => each.className))]);
  assert.deepEqual(classes.sort(), ["hljs-keyword", "scrolls"]);
  const { width = 0 } = await view.locator(".prose pre").getByText("read me").boundingBox() ?? {};
  assert.ok(width > 20, `${width}`);
}

/** The reason why a content cannot be drawn is one line of plain text. */
async function hideInErrors(shown: TestView): Promise<void> {
  const { view } = shown;
  const words = "Sign in\u202e again\u200b<b>now</b><img src=x>\nat evil.example";
  for (const kind of ["mermaid", "json"] as const) {
    await showAs(shown, kind, words);
    const problem = view.locator("main .problem", { hasText: "Sign in" });
    await problem.waitFor();
    assert.doesNotMatch(await problem.textContent() ?? "", /[\u202e\u200b\n]/, kind);
    assert.equal(await problem.locator("*").count(), 0, kind);
  }
}

/** Trojan Source: each control is marked and has no effect; copying returns the stored text. */
async function hideInCode(shown: TestView): Promise<void> {
  const { view, page } = shown;
  const code =
    "if access != 'none\u202e\u2066' : # Check\u2069 \u2066\nad\u200bmin\u200e()\n#\u2028x()";
  await showAs(shown, "code", code);
  const source = view.locator(".code pre").nth(1);
  const signs = () => view.locator(".sign").evaluateAll((all) => all.map((e) => e.dataset.names));
  const names = ["U+202E U+2066", "U+2069", "U+2066", "U+200B", "U+200E", "U+2028"];
  assert.deepEqual(await signs(), names);
  assert.equal(await source.textContent(), code);
  const lefts = await source.evaluate((pre) => {
    const [range, lefts] = [document.createRange(), [] as number[]];
    const texts = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, data } = texts.currentNode as Text;
      if (parentElement?.className === "sign") {
        lefts.push(parentElement.getBoundingClientRect().left);
        continue;
      }
      for (let i = 0; i < data.length; i++) {
        if (data[i] === "\n") return lefts;
        range.setStart(texts.currentNode, i);
        range.setEnd(texts.currentNode, i + 1);
        lefts.push(range.getBoundingClientRect().left);
      }
    }
    return lefts;
  });
  assert.deepEqual(lefts, lefts.toSorted((a, b) => a - b), "from left to right");
  const { width = 0 } = await view.locator(".sign").first().boundingBox() ?? {};
  assert.ok(width > 60, `${width}`);

  await view.getByRole("button", { name: "Download" }).click();
  await page.waitForFunction(() => globalThis.host.seen.files.length > 0);
  const [file] = await page.evaluate(() => globalThis.host.seen.files) as {
    resource: { text: string };
  }[];
  assert.equal(file?.resource.text, code);
  await view.getByRole("button", { name: "Copy" }).click();
  await view.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
  await page.evaluate(() => {
    const area = document.createElement("textarea");
    document.body.prepend(area);
    area.focus();
  });
  await page.keyboard.press("Control+V");
  assert.equal(await page.locator("textarea").first().inputValue(), code);
  await page.locator("textarea").first().evaluate((area) => area.remove());

  await showAs(shown, "html", `<p>a\u202eb`);
  await view.getByRole("button", { name: "Source" }).click();
  assert.deepEqual(await signs(), ["U+202E"]);
  await view.getByRole("button", { name: "Source" }).click();
  await showAs(shown, "markdown", "Words\u200b\n\n```js\nlet a\u200b;\n```\n");
  assert.deepEqual(await signs(), ["U+200B"]);
  // Prose may need direction marks, and family emoji their joiners.
  await showAs(shown, "text", "\u05d0\u200e \u0645\u06cc\u200c\u062e");
  assert.deepEqual(await signs(), []);
  await showAs(shown, "code", "'\u{1f469}\u200d\u{1f467}' + '\u0645\u06cc\u200c\u062e'");
  assert.deepEqual(await signs(), []);
}

async function hideInData(shown: TestView): Promise<void> {
  await showAs(shown, "json", `{"a\u202eb": "c\u2066d", "e": ["\u200f"]}`);
  const names = await shown.view.locator(".tree .sign").evaluateAll((all) =>
    all.map((each) => each.dataset.names)
  );
  assert.deepEqual(names, ["U+202E", "U+2066"]); // closed nodes are not created
}

/** Links inside a page scroll it, with and without scripts. */
async function jumpInPages(shown: TestView): Promise<void> {
  const { view } = shown;
  const page =
    `<a href="#there">JUMP</a><svg height="40"><a href="#there"><text y="20">LEAP</text></a>
    <a xlink:href="#there"><text x="90" y="20">HOP</text></a></svg><a href="#">UP</a>
    <p style="height:4000px">far</p><p id="there">THERE <a href="#">UP</a></p><script>1</script>`;
  for (const scripts of [false, true]) {
    for (const words of ["JUMP", "LEAP", "HOP"]) {
      await showAs(shown, "html", page);
      if (scripts) {
        await view.getByRole("button", { name: "Run scripts" }).click();
        await view.getByRole("dialog").getByRole("button", { name: "Run scripts" }).click();
      }
      const inside = scripts ? view.frameLocator("main iframe.frame") : pageIn(view);
      const top = () => inside.locator("html").evaluate((html) => Math.sign(html.scrollTop));
      await inside.getByText(words).click();
      await inside.getByText("THERE").waitFor();
      assert.equal(await top(), 1, `${words}, scripts ${scripts}`);
      await inside.getByText("UP", { exact: true }).nth(1).click();
      assert.equal(await top(), 0, `UP, scripts ${scripts}`);
      if (scripts) await view.getByRole("button", { name: "Run scripts" }).click();
    }
  }
  assert.equal(await view.locator("main details").count(), 0, "no link leads out");
}

/** Diagrams load no pictures, since their size is not checked. */
async function carryPicturesInDiagrams(shown: TestView): Promise<void> {
  const { view } = shown;
  const small = BOMB.replace("/r//Dy", "CAACAC");
  await showAs(shown, "mermaid", `flowchart LR\n  A["<img src='${small}' alt='none'>"]`);
  const image = view.frameLocator(".diagram iframe[style]").locator("img");
  await image.waitFor({ state: "attached" });
  assert.equal(await image.evaluate((image: HTMLImageElement) => image.naturalWidth), 0);
}
