// The libraries and their versions, with what tells each apart from the others.

import { LEGACY, MODERN } from "../../../end_to_end/clients/wire.ts";
import type { Program } from "../journey.ts";
import { type Library, programOf } from "./program.ts";

const SDK_V1 = "@modelcontextprotocol/sdk";
const SDK_V2 = "@modelcontextprotocol/client@2.4.0";

const LIBRARIES: readonly Library[] = [
  { packages: [`${SDK_V1}@1.10.2`], script: "sdk_v1_before_rfc9728.mjs", revision: null },
  {
    packages: [`${SDK_V1}@1.20.2`],
    script: "sdk_v1.mjs",
    args: ["profile offline_access"],
    revision: "2025-06-18",
  },
  { packages: [`${SDK_V1}@1.27.1`], script: "sdk_v1.mjs", revision: LEGACY },
  { packages: [`${SDK_V1}@1.32.2`], script: "sdk_v1.mjs", revision: LEGACY },
  ...[["default", LEGACY], [MODERN, MODERN], ["auto", MODERN]].map((
    [mode = "", revision = ""],
  ) => ({
    packages: [SDK_V2],
    script: "sdk_v2.mjs",
    args: [mode],
    variant: `(${mode})`,
    revision,
  })),
  {
    packages: ["@ai-sdk/mcp@2.0.99", "ai@7.0.173"],
    script: "ai_sdk.mjs",
    revision: MODERN,
    newNode: true,
  },
  {
    packages: [
      "@langchain/mcp-adapters@1.1.4",
      "@langchain/core@1.4.0",
      "@langchain/langgraph@1.7.3",
      `${SDK_V1}@1.32.2`,
    ],
    script: "langchain.mjs",
    revision: LEGACY,
  },
];

export const LIBRARY_PROGRAMS: readonly Program[] = LIBRARIES.map(programOf);
