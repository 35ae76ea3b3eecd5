// Creates an untrusted certificate authority and its certificate for 127.0.0.1.

import { mustRun } from "../program.ts";

interface Certificates {
  /** The authority's certificate, PEM. */
  ca: string;
  /** The server's certificate, PEM. */
  cert: string;
  key: string;
}

/** Runs OpenSSL. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await Deno.makeTempDir();
  const openssl = (...args: string[]) => mustRun("openssl", args);
  const at = (name: string) => `${folder}/${name}`;
  const newKey = ["-newkey", "rsa:2048", "-nodes", "-days", "2"];
  try {
    await Deno.writeTextFile(at("ext"), "subjectAltName=IP:127.0.0.1\n");
    await openssl(
      "req",
      "-x509",
      ...newKey,
      "-subj",
      "/CN=Doctor's authority",
      "-keyout",
      at("ca.key"),
      "-out",
      at("ca.pem"),
    );
    await openssl(
      "req",
      ...newKey.slice(0, 3),
      "-subj",
      "/CN=127.0.0.1",
      "-keyout",
      at("key"),
      "-out",
      at("csr"),
    );
    await openssl(
      "x509",
      "-req",
      "-in",
      at("csr"),
      "-CA",
      at("ca.pem"),
      "-CAkey",
      at("ca.key"),
      "-CAcreateserial",
      "-days",
      "2",
      "-extfile",
      at("ext"),
      "-out",
      at("cert"),
    );
    const [ca, cert, key] = await Promise.all(
      ["ca.pem", "cert", "key"].map((name) => Deno.readTextFile(at(name))),
    );
    return { ca: ca ?? "", cert: cert ?? "", key: key ?? "" };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
