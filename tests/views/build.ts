// `deno task views:build`: writes the generated modules.

import { buildViews, BUILT } from "./built.ts";
import { say } from "../local/terminal.ts";

const { modules, sizes } = await buildViews();
await Deno.mkdir(BUILT, { recursive: true });
for (const [name, text] of Object.entries(modules)) {
  await Deno.writeTextFile(`${BUILT}/${name}`, text);
}
for (const [name, { raw, gzip }] of Object.entries(sizes)) {
  say(`${name}: ${raw} bytes, ${gzip} compressed`);
}
