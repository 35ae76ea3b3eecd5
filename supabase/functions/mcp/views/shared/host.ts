/// <reference lib="dom" />
// The host: the application that shows this view in a conversation (MCP Apps, SEP-1865).

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

/** Milliseconds to wait for a host that does not say that it forwards calls. */
const UNDECLARED_MS = 10_000;

export interface Host {
  readonly app: App;
  /** In the host's language, as it is now. */
  readonly format: Format;
  readonly theme: "light" | "dark";
  /** The arguments of the call whose result is shown, as far as the host sent them. */
  readonly input: Data;
  /**
   * Calls a tool of the server.
   * @throws {Problem} for the person
   */
  call(name: ReadingTool, input: Data): Promise<Data>;
}

export interface Shows extends Receiver {
  /** Theme, language, or room have changed. */
  changed?(context: McpUiHostContext): void;
}

/** Shakes hands with the host; it then sends what is to be shown. */
export async function connect(name: string, shows: Shows): Promise<Host> {
  const app = new App(
    { name, version: VERSION },
    { availableDisplayModes: ["inline", "fullscreen"] },
  );
  let input: Data = {};
  let format = formatFor(undefined, undefined);
  const listed = () => app.getHostContext()?.toolInfo?.tool.name;
  const forwards = () => app.getHostCapabilities()?.serverTools !== undefined;
  const callTool = createToolCaller(
    (params) => app.callServerTool(params, forwards() ? {} : { timeout: UNDECLARED_MS }),
    listed,
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
        throw problemOfFailure(error, forwards());
      });
      const data = succeeded(result);
      if (!data) throw new Problem(NO_DATA);
      return data;
    },
  };
  const adopt = () => {
    const context = app.getHostContext() ?? {};
    format = formatFor(context.locale, context.timeZone);
    apply(context, host.theme);
    shows.changed?.(context);
  };
  const arrivals = receive(
    { ...shows, result: (data, given) => (input = given, shows.result(data, given)) },
    host.call,
    listed,
  );
  app.addEventListener("toolinput", (params) => arrivals.input(params.arguments ?? {}));
  app.addEventListener("toolresult", arrivals.result);
  app.addEventListener("toolcancelled", () => shows.problem(new Problem("This was cancelled.")));
  app.addEventListener("hostcontextchanged", adopt);
  app.onteardown = () => ({});
  apply({}, host.theme);
  // Before the library listens, so that it reads what is left.
  addEventListener("message", ({ source, data }) => source === parent && removeNulls(data));
  await app.connect();
  adopt();
  return host;
}

/** Full screen and back, where the host has one. */
export function otherModeOf({ app }: Host): "inline" | "fullscreen" | undefined {
  const { availableDisplayModes, displayMode } = app.getHostContext() ?? {};
  if (!availableDisplayModes?.includes("fullscreen")) return undefined;
  return displayMode === "fullscreen" ? "inline" : "fullscreen";
}

function preferredTheme(): "light" | "dark" {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function apply(context: McpUiHostContext, theme: "light" | "dark"): void {
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
