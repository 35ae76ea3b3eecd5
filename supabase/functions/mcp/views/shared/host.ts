/// <reference lib="dom" />
// The host: the application that shows this view in a conversation (MCP Apps, SEP-1865).

import {
  App,
  applyDocumentTheme,
  applyHostFonts,
  applyHostStyleVariables,
  type McpUiHostContext,
} from "@modelcontextprotocol/ext-apps";
import { type Format, formatFor } from "./format.ts";
import { Problem, problemOf, problemOfFailure, problemOfView } from "./problem.ts";

type Data = Record<string, unknown>;

export interface Host {
  readonly app: App;
  /** In the host's language, as it is now. */
  readonly format: Format;
  readonly theme: "light" | "dark";
  /** The arguments of the call whose result is shown, as far as the host tells. */
  readonly input: Data;
  /**
   * Calls a tool of the server.
   * @param name canonical: `artifact.view`
   * @throws {Problem} for the person
   */
  call(name: string, input: Data): Promise<Data>;
}

export interface Shows {
  /** Gets the structured content of the tool's result. */
  result(structured: Data): void;
  /** @param problem why there is none */
  problem(problem: Problem): void;
  /** Theme, language, or room have changed. */
  changed?(context: McpUiHostContext): void;
}

interface ToolResult {
  content?: readonly object[];
  structuredContent?: unknown;
  isError?: boolean | undefined;
  _meta?: Data | undefined;
}

/** Shakes hands with the host; it then sends what is to be shown. */
export async function connect(name: string, shows: Shows): Promise<Host> {
  const app = new App(
    { name, version: "1.0.0" },
    { availableDisplayModes: ["inline", "fullscreen"] },
  );
  let input: Data = {};
  let format = formatFor(undefined, undefined);
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
      try {
        return dataOf(await app.callServerTool({ name: advertised(app, name), arguments: input }));
      } catch (error) {
        throw problemOfFailure(error);
      }
    },
  };
  const adopt = () => {
    const context = app.getHostContext() ?? {};
    format = formatFor(context.locale, context.timeZone);
    apply(context, host.theme);
    shows.changed?.(context);
  };
  app.addEventListener("toolinput", (params) => input = params.arguments ?? {});
  app.addEventListener("toolresult", (result) => {
    try {
      shows.result(dataOf(result));
    } catch (error) {
      shows.problem(problemOfView(error));
    }
  });
  app.addEventListener("toolcancelled", () => shows.problem(new Problem("This was cancelled.")));
  app.addEventListener("hostcontextchanged", adopt);
  app.onteardown = () => ({});
  apply({}, host.theme);
  await app.connect();
  adopt();
  return host;
}

function dataOf(result: ToolResult): Data {
  if (result.isError) throw problemOf(result);
  const { structuredContent } = result;
  if (typeof structuredContent === "object" && structuredContent) return structuredContent as Data;
  throw new Problem("This host passed on no data to show.");
}

/** Full screen and back, where the host has one. */
export function otherModeOf({ app }: Host): "inline" | "fullscreen" | undefined {
  const { availableDisplayModes, displayMode } = app.getHostContext() ?? {};
  if (!availableDisplayModes?.includes("fullscreen")) return undefined;
  return displayMode === "fullscreen" ? "inline" : "fullscreen";
}

// Where dots are not advertised, hosts let no call with a dot pass.
function advertised(app: App, name: string): string {
  const shown = app.getHostContext()?.toolInfo?.tool.name;
  return shown?.includes("_") ? name.replaceAll(".", "_") : name;
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
