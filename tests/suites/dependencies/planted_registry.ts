// A registry that has an advisory on one of our packages.

interface PlantedRegistry extends AsyncDisposable {
  url: string;
}

export function startPlantedRegistry(): PlantedRegistry {
  const advisory = {
    ...{ id: 1, title: "planted", severity: "low", vulnerable_versions: ">=0", cwe: [] },
    ...{ url: "https://github.com/advisories/planted", cvss: { score: 1, vectorString: "" } },
  };
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const server = Deno.serve(options, () => Response.json({ hono: [advisory] }));
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
