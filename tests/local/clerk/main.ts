// Runs the Clerk stand-in as a process: prints `clerk <issuer>` when ready, ends on SIGTERM or SIGINT.
import { parseArgs } from "node:util";
import { startClerk } from "./mod.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "key-file": { type: "string" },
    "public-url": { type: "string" },
    "access-tokens": { type: "string", default: "jwt" },
    "no-audience": { type: "boolean", default: false },
  },
});

const clerk = await startClerk({
  port: Number(values.port),
  accessTokens: values["access-tokens"] === "opaque" ? "opaque" : "jwt",
  audienceClaim: !values["no-audience"],
  ...(values["key-file"] !== undefined && { keyFile: values["key-file"] }),
  ...(values["public-url"] !== undefined && { publicUrl: values["public-url"] }),
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => void clerk.stop().finally(() => Deno.exit(0)));
}
await Deno.stdout.write(new TextEncoder().encode(`clerk ${clerk.issuer}\n`));
