/// <reference lib="dom" />
// Opens an artifact inside the list view: the artifact view runs in a frame, and this view is its host. Only
// the requests listed here are forwarded to the real host.

import type { App } from "@modelcontextprotocol/ext-apps";
import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { displayTitle } from "../shared/plain_text.ts";
import { Problem } from "../shared/problem.ts";
import { canonicalName, isReadingTool } from "../shared/tool_name.ts";

/** Defined by the build. */
declare const ARTIFACT_VIEW_URI: string;
declare const MAX_CHUNK_BYTES: number;

type Params = Record<string, unknown>;

/** Requests that the inner view may send, and the host API that answers each. */
const FORWARDED = {
  "tools/call": (app: App, params) => callReadOnlyTool(app, params as { name: string }),
  "resources/read": (app: App, params) => app.readServerResource(params as { uri: string }),
  "ui/open-link": (app: App, params) => app.openLink(params as { url: string }),
  "ui/download-file": (app: App, params) => app.downloadFile(params as never),
  "ui/request-display-mode": (app: App, params) => app.requestDisplayMode(params as never),
} satisfies Record<string, (app: App, params: Params) => Promise<unknown>>;

let page: Promise<string> | undefined;

/** @throws {Problem} if the artifact or its view cannot be read */
export async function openInPlace(host: Host, id: string, title: string): Promise<HTMLElement> {
  page ??= readView(host.app);
  const [html, artifact] = await Promise.all([
    page.catch(() => {
      page = undefined;
      throw new Problem(
        "This host did not give what shows artifacts: ask the assistant to show it.",
      );
    }),
    host.call("artifact.view", { id, limit: MAX_CHUNK_BYTES }),
  ]);
  const frame = element("iframe", {
    class: "in-place",
    title: displayTitle(title),
    sandbox: "allow-scripts allow-downloads",
    allow: "clipboard-write",
    srcdoc: html,
  });
  serve(frame, host.app, { arguments: { id } }, { content: [], structuredContent: artifact });
  return frame;
}

// The inner view shows untrusted content, so it may call only the read-only tools that it needs.
async function callReadOnlyTool(app: App, params: { name: string }): Promise<unknown> {
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

  async function onMessage({ source, data }: MessageEvent): Promise<void> {
    if (!frame.isConnected) {
      removeEventListener("message", onMessage);
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
    const forward = (FORWARDED as Record<string, typeof FORWARDED[keyof typeof FORWARDED]>)[method];
    if (!Object.hasOwn(FORWARDED, method) || !forward) {
      return { error: { code: -32601, message: "Method not found" } };
    }
    try {
      return { result: await forward(app, params) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { error: { code: -32603, message } };
    }
  }

  addEventListener("message", onMessage);
  app.addEventListener("hostcontextchanged", contextChanged);
}
