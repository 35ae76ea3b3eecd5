// PGlite in a process of its own, seen from the suite.

import { fileURLToPath } from "node:url";
import { type Child, startChild } from "../../local/child_process.ts";
import { PUBLISHABLE_KEY, SECRET_KEY } from "../../local/data_api.ts";
import type { Query } from "../../local/sql.ts";
import type { MeasuredDatabase } from "./measured_database.ts";
import { cpuOf } from "./processes.ts";

const MAIN = fileURLToPath(new URL("./pglite_process.ts", import.meta.url));

interface Running extends Child {
  origin: string;
}

export async function startPglite(): Promise<MeasuredDatabase> {
  const folder = await Deno.makeTempDir({ prefix: "pglite-" });
  const dump = `${folder}/dump.tar`;
  let saved = false;
  // What processes that were killed took.
  let spent = 0;
  let running = await start();
  const ask = async (body: object) => {
    const response = await fetch(running.origin, { method: "POST", body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer);
    return answer;
  };
  return {
    name: "PGlite",
    secretKey: SECRET_KEY,
    publishableKey: PUBLISHABLE_KEY,
    cpu: () => spent + cpuOf(running.pid),
    sql: ((text, parameters = []) => ask({ text, parameters })) as Query,
    fetch: async ({ method, url, headers, body }) => {
      const { pathname, search } = new URL(url);
      const content = body && await new Response(body).bytes();
      try {
        return await fetch(running.origin + pathname + search, { method, headers, body: content });
      } catch {
        return Response.json({ message: "Database connection lost" }, { status: 503 });
      }
    },
    save: async () => {
      await ask({ file: dump });
      saved = true;
    },
    endWork: async () => {
      spent += cpuOf(running.pid);
      Deno.kill(running.pid, "SIGKILL");
      await running.ended;
      running = await start(saved ? dump : undefined);
      return `kill -9 of PGlite's process${saved ? "" : "; nothing is left"}`;
    },
    stop: async () => {
      await running.stop();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function start(dump?: string): Promise<Running> {
  const ready = Promise.withResolvers<string>();
  const lines: string[] = [];
  const child = startChild({
    args: ["run", "-A", "--no-check", "--quiet", MAIN, ...(dump ? [dump] : [])],
    onLine: (line) => {
      if (lines.push(line) > 50) lines.shift();
      const port = /^listening on (\d+)$/.exec(line)?.[1];
      if (port) ready.resolve(port);
    },
  });
  void child.ended.then(() => ready.reject(new Error(`PGlite ended:\n${lines.join("\n")}`)));
  return { ...child, origin: `http://127.0.0.1:${await ready.promise}` };
}
