/// <reference lib="dom" />
// Opens an artifact inside the list view. The artifact view runs in a frame, and the list view acts as its host. Only
// the requests in `bridgeOf` reach the real host.

import type {
  App,
  McpUiDownloadFileResult,
  McpUiOpenLinkResult,
} from "@modelcontextprotocol/ext-apps";
import { AppBridge, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";
import { element } from "../shared/elements.ts";
import type { Host } from "../shared/host.ts";
import { displayTitle } from "../shared/plain_text.ts";
import { Problem } from "../shared/problem.ts";
import { canonicalName, isReadingTool } from "../shared/tool_name.ts";

/** Set by the build. */
declare const ARTIFACT_VIEW_URI: string;
declare const MAX_CHUNK_BYTES: number;

let page: Promise<string> | undefined;

/**
 * @param insert puts the frame of the artifact view into the document
 * @throws {Problem} if the artifact or its view cannot be read
 */
export async function openInPlace(
  host: Host,
  id: string,
  title: string,
  insert: (frame: HTMLElement) => void,
): Promise<void> {
  page ??= readView(host.app);
  const [html, artifact] = await Promise.all([
    page.catch(() => {
      page = undefined;
      throw new Problem(
        "This app did not load the artifact view. Ask the assistant to show the artifact.",
      );
    }),
    host.call("artifact.view", { id, limit: MAX_CHUNK_BYTES }),
  ]);
  const frame = element("iframe", {
    class: "in-place",
    title: displayTitle(title),
    sandbox: "allow-scripts allow-downloads",
    allow: "clipboard-write",
  });
  insert(frame);
  const { app } = host;
  const bridge = bridgeOf(app);
  bridge.onsizechange = ({ height }) => {
    if (height !== undefined) frame.style.height = `${height}px`;
  };
  bridge.oninitialized = () => {
    bridge.sendToolInput({ arguments: { id } });
    bridge.sendToolResult({ content: [], structuredContent: artifact });
  };
  const contextChanged = () => {
    if (frame.isConnected) return bridge.setHostContext({ ...app.getHostContext() });
    app.removeEventListener("hostcontextchanged", contextChanged);
    void bridge.close();
  };
  app.addEventListener("hostcontextchanged", contextChanged);
  const inner = frame.contentWindow!;
  await bridge.connect(new PostMessageTransport(inner, inner));
  frame.srcdoc = html;
}

/** Creates the inner view's host, which forwards the permitted requests to the real host. */
function bridgeOf(app: App): AppBridge {
  const info = app.getHostVersion() ?? { name: "", version: "" };
  const bridge = new AppBridge(null, info, app.getHostCapabilities() ?? {}, {
    hostContext: { ...app.getHostContext() },
  });
  // The inner view shows untrusted content, and may call only the read-only tools that views need.
  bridge.oncalltool = async (params) => {
    if (!isReadingTool(canonicalName(params.name))) throw new Error("Unknown tool");
    return await app.callServerTool(params);
  };
  bridge.onreadresource = (params) => app.readServerResource(params);
  bridge.onopenlink = async (params) => await app.openLink(params) as McpUiOpenLinkResult;
  bridge.ondownloadfile = async (params) =>
    await app.downloadFile(params) as McpUiDownloadFileResult;
  bridge.onrequestdisplaymode = (params) => app.requestDisplayMode(params);
  return bridge;
}

async function readView(app: App): Promise<string> {
  const { contents: [first] } = await app.readServerResource({ uri: ARTIFACT_VIEW_URI });
  if (!first || !("text" in first)) throw new Error("no text");
  return first.text;
}
