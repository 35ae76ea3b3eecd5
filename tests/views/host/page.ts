/// <reference lib="dom" />
// A minimal MCP Apps host in a page, with the official bridge and the official MCP client. Users operate it by
// hand, tests through `window.host`, which can also inject faults.

import { AppBridge, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";
import type { McpUiHostContext } from "@modelcontextprotocol/ext-apps";
import {
  type CallToolResult,
  Client,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";

import { type Faults, forward, listedAs, passedOn } from "./faults.ts";

interface Call {
  name: string;
  arguments: Record<string, unknown>;
}

/** What the host has observed of a view since it was opened. */
interface Seen {
  links: string[];
  files: unknown[];
  modes: string[];
  /** Tool calls of the view. */
  calls: Call[];
}

declare global {
  var host: {
    show(call: Call, result?: CallToolResult): Promise<void>;
    /** Sends another result to the current view. */
    again(result: CallToolResult): Promise<void>;
    ask(call: Call): Promise<CallToolResult>;
    /** Resolves when the view reports a new height, which it does after rendering. */
    resized(): Promise<void>;
    context(changed: McpUiHostContext): void;
    /** Applies from the next view on. */
    misbehave(faults: Faults): void;
    seen: Seen;
  };
}

const client = new Client({ name: "host", version: "1.0.0" });
await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", location.href)));
const { tools } = await client.listTools();

/** The height of an empty view, in pixels. */
const EMPTY_HEIGHT = 70;

const context: McpUiHostContext = {
  theme: "light",
  locale: "en-GB",
  timeZone: "UTC",
  platform: "web",
  displayMode: "inline",
  availableDisplayModes: ["inline", "fullscreen"],
};
const seen: Seen = { links: [], files: [], modes: [], calls: [] };
let faults: Faults = {};
const place = document.querySelector<HTMLElement>("#view")!;
let bridge: AppBridge | undefined;
let resized = Promise.resolve();
let shown: McpUiHostContext["toolInfo"];
/** Timer of arguments that are sent later. */
let late: ReturnType<typeof setTimeout> | undefined;

async function show(call: Call, given?: CallToolResult): Promise<void> {
  clearTimeout(late);
  await bridge?.close();
  Object.assign(seen, { links: [], files: [], modes: [], calls: [] });
  const tool = tools.find(({ name }) => name.replace("_", ".") === call.name);
  const uri = (tool?._meta?.ui as { resourceUri?: string } | undefined)?.resourceUri;
  if (!tool || !uri) throw new Error(`${call.name} has no view`);
  const result = given ?? await client.callTool({ ...call, name: tool.name });

  shown = faults.toolInfo === "missing" ? undefined : { tool: listedAs(tool, faults) };
  const frame = document.createElement("iframe");
  frame.title = "View";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-downloads");
  frame.allow = "clipboard-write";
  place.replaceChildren(frame);
  const made = new AppBridge(
    client,
    { name: "host", version: "1.0.0" },
    {
      openLinks: {},
      downloadFile: {},
      serverResources: {},
      ...(faults.calls !== "undeclared" && { serverTools: {} }),
    },
    { hostContext: { ...context, ...(shown && { toolInfo: shown }) } },
  );
  bridge = made;
  made.onopenlink = ({ url }) => (seen.links.push(url), Promise.resolve({}));
  made.ondownloadfile = ({ contents }) => (seen.files.push(...contents), Promise.resolve({}));
  made.onrequestdisplaymode = ({ mode }) => {
    seen.modes.push(mode);
    change({ displayMode: mode });
    return Promise.resolve({ mode });
  };
  resized = new Promise((resolve) => {
    made.onsizechange = ({ height }) => {
      if (height !== undefined) frame.style.height = `${height}px`;
      // The first height is that of the empty page.
      if (given === undefined || height === undefined || height > EMPTY_HEIGHT) resolve();
    };
  });
  const initialized = new Promise<void>((resolve) => made.oninitialized = () => resolve());
  await made.connect(new PostMessageTransport(frame.contentWindow!, frame.contentWindow!));
  const pass = made.oncalltool!;
  made.oncalltool = (params, extra) => {
    seen.calls.push({ name: params.name, arguments: params.arguments ?? {} });
    return forward(params, faults, (params) => pass(params, extra));
  };
  const read = made.onreadresource!;
  made.onreadresource = (params, extra) => {
    if (faults.pieces && params.uri.startsWith("artifact:")) throw new Error("Not forwarded");
    return read(params, extra);
  };
  frame.src = `${document.body.dataset.sandbox}/?uri=${encodeURIComponent(uri)}`;
  await initialized;
  const sendInput = () => made.sendToolInput({ arguments: call.arguments });
  if (faults.input === undefined) await sendInput();
  await made.sendToolResult(passedOn(result, faults));
  if (faults.input === "late") late = setTimeout(sendInput, faults.lateMs);
}

function change(changed: McpUiHostContext): void {
  Object.assign(context, changed);
  bridge?.setHostContext({ ...context, ...(shown && { toolInfo: shown }) });
}

globalThis.host = {
  show,
  again: async (result) => await bridge?.sendToolResult(result),
  ask: async (call) => await client.callTool(call),
  resized: () => resized,
  context: change,
  misbehave: (wanted) => faults = wanted,
  seen,
};

for (const made of document.querySelectorAll<HTMLButtonElement>("[data-call]")) {
  made.addEventListener("click", () => show(JSON.parse(made.dataset.call!)));
}
document.querySelector("#theme")?.addEventListener("click", () => {
  change({ theme: context.theme === "dark" ? "light" : "dark" });
  document.documentElement.style.colorScheme = context.theme ?? "";
});
document.body.dataset.ready = "";
