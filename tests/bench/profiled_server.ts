// Serves a module on a port; both are arguments. Exits cleanly on SIGTERM: a profile is written only then.

const [module = "", port] = Deno.args;
const { default: server } = await import(module);
Deno.serve({ hostname: "127.0.0.1", port: Number(port) }, (request) => server.fetch(request));
Deno.addSignalListener("SIGTERM", () => Deno.exit(0));
