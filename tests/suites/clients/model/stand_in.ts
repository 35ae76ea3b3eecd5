// Stands in for a model: makes one given call, keeps the tools and the result that the program sent, and
// ends the turn. The provider's message format is in its `Api`.

/** A tool as the program showed it to the model. */
export interface ShownTool {
  readonly name: string;
  /** The group that the provider's API puts it in, if it does. */
  readonly namespace?: string | undefined;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly schema: unknown;
}

/** What a model can say in a turn. */
export type Say =
  | { readonly call: ShownTool; readonly arguments: Readonly<Record<string, unknown>> }
  | { readonly text: string };

/** A provider's API, as far as a conversation of one call needs it. */
export interface Api {
  /** Path of the requests that are turns; others get an empty JSON object. */
  readonly turn: RegExp;
  /** Reads the tools, and the result of the call if the request ends with one. */
  read(body: unknown): { tools: ShownTool[]; result: string | undefined };
  /** Writes the answer to a request. */
  write(say: Say, body: unknown, path: string): Response;
}

export interface Model {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Forgets what was shown; the first tool with a matching name is called once, then the turn ends. */
  willCall(tool: RegExp, args: Readonly<Record<string, unknown>>): void;
  /** Whether it has been shown the tool and called it. */
  called(): boolean;
  /** The tools that were shown last, when there were any. */
  tools(): readonly ShownTool[];
  /** The call's result as the program sent it to the model: text, or JSON of the provider's content. */
  result(): string | undefined;
  stop(): Promise<void>;
}

/** Starts a model that speaks a provider's API, on a free port. */
export function startModel(api: Api): Model {
  const plan = { tool: /$^/, args: {} as Readonly<Record<string, unknown>>, called: false };
  const shown = { tools: [] as readonly ShownTool[], result: undefined as string | undefined };
  const next = (tools: readonly ShownTool[]): Say => {
    const call = plan.called ? undefined : tools.find(({ name }) => plan.tool.test(name));
    if (!call) return { text: "Done." };
    plan.called = true;
    return { call, arguments: plan.args };
  };
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      if (request.method !== "POST" || !api.turn.test(pathname)) return Response.json({});
      const body = await request.json();
      const { tools, result } = api.read(body);
      if (tools.length > 0) shown.tools = tools;
      shown.result = result ?? shown.result;
      return api.write(next(tools), body, pathname);
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    willCall: (tool, args) => {
      Object.assign(plan, { tool, args, called: false });
      Object.assign(shown, { tools: [], result: undefined });
    },
    called: () => plan.called,
    tools: () => shown.tools,
    result: () => shown.result,
    stop: () => server.shutdown(),
  };
}

/** A stream of server-sent events, each with its own data. */
export function eventStream(events: readonly { event?: string; data: unknown }[]): Response {
  const text = events.map(({ event, data }) =>
    `${event ? `event: ${event}\n` : ""}data: ${JSON.stringify(data)}\n\n`
  ).join("");
  return new Response(text, { headers: { "content-type": "text/event-stream" } });
}
