// artifact://{id}: the signed-in user's artifacts, for clients that attach resources as context. The code loads on
// first use.

import { UNTRUSTED_NOTE } from "../primitives/stored_data.ts";
import type { ResourceTemplate } from "../primitives/resource.ts";

export default {
  uriTemplate: "artifact://{id}",
  name: "artifact",
  title: "A saved artifact",
  description: `One of the signed-in user's artifacts, whole. ${UNTRUSTED_NOTE}`,
  requires: ["profile"],

  async read({ id }, user) {
    const { readArtifact } = await import("./artifact_reader.ts");
    return await readArtifact(id, user);
  },

  async list(user, cursor) {
    const { listArtifacts } = await import("./artifact_reader.ts");
    return await listArtifacts(user, cursor);
  },
} satisfies ResourceTemplate;
