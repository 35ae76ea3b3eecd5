// The process that makes the load, so that neither the database nor whoever measures makes it wait. Run with
// the file of who calls and where to; says `listening on <port>`; follows the plans that are posted there.

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
