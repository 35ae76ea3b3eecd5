// Serves the module that is its argument on the port after it, and ends well when asked to: a profile is
// written only then.

const [module = "", port] = Deno.args;
const { default: server } = await import(module);
Deno.serve({ hostname: "127.0.0.1", port: Number(port) }, (request) => server.fetch(request));
Deno.addSignalListener("SIGTERM", () => Deno.exit(0));
