/// <reference lib="dom" />
// Opens an artifact inside the library: its own view in a frame, to which this one is the host. What the
// view asks for is passed on to the real host, a request at a time; it cannot ask for anything else.

import type { App } from "@modelcontextprotocol/ext-apps";
import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { shownTitle } from "../shared/plain_text.ts";
import { Problem } from "../shared/problem.ts";
import { canonicalName, isReadingTool } from "../shared/tool_name.ts";

/** Put in by the build. */
declare const ARTIFACT_VIEW_URI: string;
declare const MAX_PIECE_BYTES: number;

type Params = Record<string, unknown>;

/** What the view may ask for, and who answers. */
const PASSED_ON = {
  "tools/call": (app: App, params) => callReading(app, params as { name: string }),
  "resources/read": (app: App, params) => app.readServerResource(params as { uri: string }),
  "ui/open-link": (app: App, params) => app.openLink(params as { url: string }),
  "ui/download-file": (app: App, params) => app.downloadFile(params as never),
  "ui/request-display-mode": (app: App, params) => app.requestDisplayMode(params as never),
} satisfies Record<string, (app: App, params: Params) => Promise<unknown>>;

let page: Promise<string> | undefined;

/** @throws {Problem} when the artifact or its view cannot be had */
export async function openInPlace(host: Host, id: string, title: string): Promise<HTMLElement> {
  page ??= readView(host.app);
  const [html, artifact] = await Promise.all([
    page.catch(() => {
      page = undefined;
      throw new Problem(
        "This host did not give what shows artifacts: ask the assistant to show it.",
      );
    }),
    host.call("artifact.view", { id, limit: MAX_PIECE_BYTES }),
  ]);
  const frame = element("iframe", {
    class: "in-place",
    title: shownTitle(title),
    sandbox: "allow-scripts allow-downloads",
    allow: "clipboard-write",
    srcdoc: html,
  });
  serve(frame, host.app, { arguments: { id } }, { content: [], structuredContent: artifact });
  return frame;
}

// The view inside calls no other tools; what it shows is stored text.
async function callReading(app: App, params: { name: string }): Promise<unknown> {
  if (!isReadingTool(canonicalName(params.name))) throw new Error("Unknown tool");
  return await app.callServerTool(params);
}

async function readView(app: App): Promise<string> {
  const { contents: [first] } = await app.readServerResource({ uri: ARTIFACT_VIEW_URI });
  if (!first || !("text" in first)) throw new Error("no text");
  return first.text;
}

function serve(frame: HTMLIFrameElement, app: App, input: Params, result: Params): void {
  const send = (message: Params) =>
    frame.contentWindow?.postMessage({ jsonrpc: "2.0", ...message }, "*");
  const notify = (method: string, params: Params) => send({ method, params });
  const contextChanged = () =>
    notify("ui/notifications/host-context-changed", { ...app.getHostContext() });

  async function hear({ source, data }: MessageEvent): Promise<void> {
    if (!frame.isConnected) {
      removeEventListener("message", hear);
      return app.removeEventListener("hostcontextchanged", contextChanged);
    }
    if (source !== frame.contentWindow || data?.jsonrpc !== "2.0") return;
    const { id, method, params } = data;
    if (method === "ui/notifications/initialized") {
      notify("ui/notifications/tool-input", input);
      notify("ui/notifications/tool-result", result);
    } else if (method === "ui/notifications/size-changed") {
      if (typeof params?.height === "number") frame.style.height = `${params.height}px`;
    } else if (id !== undefined && typeof method === "string") {
      send({ id, ...await answer(method, params ?? {}) });
    }
  }

  async function answer(method: string, params: Params): Promise<Params> {
    if (method === "ping") return { result: {} };
    if (method === "ui/initialize") {
      return {
        result: {
          protocolVersion: params.protocolVersion,
          hostInfo: app.getHostVersion(),
          hostCapabilities: app.getHostCapabilities(),
          hostContext: app.getHostContext(),
        },
      };
    }
    const pass = (PASSED_ON as Record<string, typeof PASSED_ON[keyof typeof PASSED_ON]>)[method];
    if (!Object.hasOwn(PASSED_ON, method) || !pass) {
      return { error: { code: -32601, message: "Method not found" } };
    }
    try {
      return { result: await pass(app, params) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { error: { code: -32603, message } };
    }
  }

  addEventListener("message", hear);
  app.addEventListener("hostcontextchanged", contextChanged);
}
