/// <reference lib="dom" />
// Connects the view to its host: the application that shows the view in a conversation (MCP Apps, SEP-1865).

import {
  App,
  applyDocumentTheme,
  applyHostFonts,
  applyHostStyleVariables,
  type McpUiHostContext,
} from "@modelcontextprotocol/ext-apps";
import { VERSION } from "../../../_shared/version.ts";
import { type Format, formatFor } from "./format.ts";
import { removeNulls } from "./nulls.ts";
import { NO_DATA, Problem, problemOfFailure } from "./problem.ts";
import { receive, type Receiver, succeeded } from "./receive.ts";
import { createToolCaller } from "./tool_caller.ts";
import type { ReadingTool } from "./tool_name.ts";
import type { Data } from "./tool_result.ts";

/** Time-out of a tool call if the host does not declare `serverTools`. Such a host may never respond. */
const UNDECLARED_TIMEOUT_MS = 10_000;

export interface Host {
  readonly app: App;
  /** Formats sizes, numbers and times for the host's current locale. */
  readonly format: Format;
  readonly theme: "light" | "dark";
  /** The arguments of the tool call whose result is shown. Empty if the host did not send the arguments. */
  readonly input: Data;
  /**
   * Calls a tool of the server.
   * @throws {Problem} with a message for the user
   */
  call(name: ReadingTool, input: Data): Promise<Data>;
}

interface ViewHandlers extends Receiver {
  /** Called after the host changed its context, such as theme, locale or display mode. */
  contextChanged?(context: McpUiHostContext): void;
}

/** Connects to the host. Calls the handlers whenever a tool result or a new context arrives. */
export async function connect(name: string, handlers: ViewHandlers): Promise<Host> {
  const app = new App(
    { name, version: VERSION },
    { availableDisplayModes: ["inline", "fullscreen"] },
  );
  let input: Data = {};
  let format = formatFor(undefined, undefined);
  const listedName = () => app.getHostContext()?.toolInfo?.tool.name;
  const forwardsCalls = () => app.getHostCapabilities()?.serverTools !== undefined;
  const callTool = createToolCaller(
    (params) =>
      app.callServerTool(params, forwardsCalls() ? {} : { timeout: UNDECLARED_TIMEOUT_MS }),
    listedName,
  );
  const host: Host = {
    app,
    get format() {
      return format;
    },
    get theme() {
      return app.getHostContext()?.theme ?? preferredTheme();
    },
    get input() {
      return input;
    },
    async call(name, input) {
      const result = await callTool(name, input).catch((error) => {
        throw problemOfFailure(error, forwardsCalls());
      });
      const data = succeeded(result);
      if (!data) throw new Problem(NO_DATA);
      return data;
    },
  };
  const applyContext = () => {
    const context = app.getHostContext() ?? {};
    format = formatFor(context.locale, context.timeZone);
    applyStyles(context, host.theme);
    handlers.contextChanged?.(context);
  };
  const arrivals = receive(
    { ...handlers, result: (data, given) => (input = given, handlers.result(data, given)) },
    host.call,
    listedName,
  );
  app.addEventListener("toolinput", (params) => arrivals.input(params.arguments ?? {}));
  app.addEventListener("toolresult", arrivals.result);
  app.addEventListener(
    "toolcancelled",
    () => handlers.problem(new Problem("The tool call was cancelled.")),
  );
  app.addEventListener("hostcontextchanged", applyContext);
  app.onteardown = () => ({});
  applyStyles({}, host.theme);
  // Registered before `app.connect` adds the SDK's listener, so that the SDK gets the messages without nulls.
  addEventListener("message", ({ source, data }) => source === parent && removeNulls(data));
  await app.connect();
  applyContext();
  return host;
}

/** @returns the display mode to switch to; `undefined` if the host has no full screen */
export function otherModeOf({ app }: Host): "inline" | "fullscreen" | undefined {
  const { availableDisplayModes, displayMode } = app.getHostContext() ?? {};
  if (!availableDisplayModes?.includes("fullscreen")) return undefined;
  return displayMode === "fullscreen" ? "inline" : "fullscreen";
}

function preferredTheme(): "light" | "dark" {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function applyStyles(context: McpUiHostContext, theme: "light" | "dark"): void {
  const { locale, styles, safeAreaInsets, displayMode } = context;
  const { documentElement: root } = document;
  applyDocumentTheme(theme);
  if (styles?.variables) applyHostStyleVariables(styles.variables);
  if (styles?.css?.fonts) applyHostFonts(styles.css.fonts);
  if (locale) root.lang = locale;
  if (displayMode) root.dataset.mode = displayMode;
  for (const [side, pixels] of Object.entries(safeAreaInsets ?? {})) {
    root.style.setProperty(`--safe-${side}`, `${pixels}px`);
  }
}
