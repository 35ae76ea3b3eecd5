// MCP Inspector's web page in Debian's Chromium: a user clicks through sign-in, and calls tools with
// the forms that the page makes of their schemas.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { TOOLS } from "../../../supabase/functions/mcp/tools/mod.ts";
import { startChromium } from "../chromium.ts";
import { SPEC } from "./inspector.ts";
import { startInspectorServer } from "./inspector_server.ts";
import { installCommand } from "./installation.ts";
import type { Program, Step, World } from "./journey.ts";
import { assertLockedOut, assertRenewed, assertSignedIn, opened } from "./evidence.ts";

type Done = (step: Step, seen: string) => void;

const WITHIN_MS = 180_000;

export const INSPECTOR_PAGE: Program = {
  name: `${SPEC} --web`,
  within: WITHIN_MS,
  install: async () => {
    await installed();
    await (await startChromium()).close();
  },
  walk: async (world, done) => {
    const args = ["--server-url", world.mcpUrl, "--transport", "http"];
    const server = await startInspectorServer(await installed(), args, world.environment);
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      await page.goto(server.page);
      await page.getByText(world.mcpUrl).waitFor();
      done("add", ["npx", SPEC, ...args].join(" "));
      await walk(page, world, done);
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};

const installed = () => installCommand(SPEC, "mcp-inspector");

async function walk(page: Page, world: World, done: Done): Promise<void> {
  await signIn(page);
  assertSignedIn(world.requests());
  done("sign in", "the switch led to sign-in and consent, and back to 'Connected'");
  const id = await saveAndRead(page, done);

  await world.expire();
  assert.match(await call(page, "artifact_list", {}), new RegExp(id));
  assertRenewed(world.requests());
  done("renew", "artifact_list worked; no sign-in page was shown");
  await world.revoke();
  await press(page, "artifact_export", {});
  await page.getByRole("button", { name: "Alice" }).waitFor();
  const requests = world.requests();
  assertLockedOut(requests);
  assert.ok(opened(requests), "no sign-in page was opened");
  done("ask again", "the call led back to the sign-in page");
}

async function signIn(page: Page): Promise<void> {
  await page.locator("label", { has: page.getByRole("switch") }).first().click();
  await page.getByRole("button", { name: "Alice" }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await page.getByText("Connected", { exact: true }).waitFor();
}

async function saveAndRead(page: Page, done: Done): Promise<string> {
  await page.getByText("Tools", { exact: true }).first().click();
  await page.getByText(`Tools (${TOOLS.length})`).waitFor();
  done("list", `'Tools (${TOOLS.length})'`);
  const draft = { title: "Hello", content: "# Hello", kind: "markdown" };
  const created = await call(page, "artifact_create", draft);
  const id = /"id": "([0-9a-f-]{36})"/.exec(created)?.[1] ?? "";
  assert.ok(id, created);
  done("create", "the form of artifact_create was filled in; 'Execute Tool' saved it");
  assert.match(await call(page, "artifact_view", { id }), /"content": "# Hello"/);
  done("read back", "the form of artifact_view showed the content");
  return id;
}

/** @returns the results, as the page shows them */
async function call(page: Page, tool: string, args: Record<string, string>): Promise<string> {
  await press(page, tool, args);
  await page.getByText("Structured Output").waitFor();
  return await page.locator("main").innerText();
}

/** Fills in a tool's form and sends it. */
async function press(page: Page, tool: string, args: Record<string, string>): Promise<void> {
  await page.getByRole("button", { name: tool }).click();
  for (const [name, value] of Object.entries(args)) {
    const field = page.getByRole("textbox", { name });
    if (await field.isEditable()) {
      await field.fill(value);
    } else { // A list to choose from.
      await field.click();
      await page.getByRole("option", { name: value }).click();
    }
  }
  await page.getByRole("button", { name: "Execute Tool" }).click();
}
