// The process that makes the load, so that neither the database nor the measuring process delays it. Its argument
// is a file with users and addresses. It prints `listening on <port>` and runs the plans posted to that port.

import { complain } from "../../local/terminal.ts";
import { follow } from "./arrivals.ts";
import { Calls, type Person } from "./calls.ts";
import { createClient } from "./client.ts";

/** What the file holds. */
export interface Setting {
  url: string;
  people: Person[];
}

const [file = ""] = Deno.args;
const { url, people }: Setting = JSON.parse(await Deno.readTextFile(file));
const calls = new Calls(people);
const client = createClient(url);

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => complain(`listening on ${port}`),
}, async (request) => {
  const plan = await request.json();
  return Response.json(await follow(plan, () => client(calls.next())));
});
