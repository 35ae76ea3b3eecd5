// What is mutated, and which tests have to notice it.

export interface Target {
  name: string;
  /** Files and folders below the project's root. */
  sources: readonly string[];
  /** Test files and folders. */
  tests: readonly string[];
}

const MCP = "supabase/functions/mcp";

export const TARGETS: readonly Target[] = [
  {
    name: "authentication and endpoint",
    sources: [`${MCP}/auth`, `${MCP}/endpoint.ts`, `${MCP}/http/auth_response.ts`],
    tests: [
      "tests/mcp/auth",
      "tests/mcp/http",
      "tests/mcp/protocol",
      "tests/mcp/app_test.ts",
      "tests/mcp/refusal_revisions_test.ts",
      "tests/mcp/observability_test.ts",
      "tests/mcp/client_policy_test.ts",
      "tests/isolation_test.ts",
    ],
  },
  {
    name: "store",
    sources: [`${MCP}/artifacts`],
    tests: ["tests/mcp/artifacts", "tests/mcp/tools", "tests/isolation_test.ts"],
  },
  {
    name: "SQL",
    sources: ["supabase/migrations"],
    tests: [
      "tests/mcp/artifacts",
      "tests/local/database_test.ts",
      "tests/local/migrations_test.ts",
    ],
  },
];
