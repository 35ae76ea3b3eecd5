// The database key in each form in which a project gives it: a call works, or the function does not boot
// and its log says why, without the key.

import assert from "node:assert/strict";
import { obtainTokens } from "../local/authorize.ts";
import { LEGACY_SERVICE_KEY, SECRET_KEY } from "../local/data_api.ts";
import { platformVariables } from "../local/function_environment.ts";
import { startFunction } from "../local/function_process.ts";
import { FUNCTIONS } from "../local/stack.ts";
import { call } from "../mcp/in_process.ts";
import { bearer, onStack, type Wire } from "./on_stack.ts";

// Blank counts as unset.
const NONE = { SUPABASE_SECRET_KEYS: "", SUPABASE_SECRET_KEY: "", SUPABASE_SERVICE_ROLE_KEY: "" };
const WRONG = "sb_secret_of_another_project";

const FORMS: Record<string, Record<string, string>> = {
  "SUPABASE_SECRET_KEYS, by name": {
    SUPABASE_SECRET_KEYS: JSON.stringify({ other: WRONG, default: SECRET_KEY }),
    SUPABASE_SECRET_KEY: WRONG,
  },
  "SUPABASE_SECRET_KEY": {
    SUPABASE_SECRET_KEY: SECRET_KEY,
    SUPABASE_SERVICE_ROLE_KEY: WRONG,
  },
  "the legacy SUPABASE_SERVICE_ROLE_KEY": {
    SUPABASE_SECRET_KEYS: "{}",
    SUPABASE_SERVICE_ROLE_KEY: LEGACY_SERVICE_KEY,
  },
};

async function saves({ stack, post }: Wire): Promise<void> {
  const { access_token } = await obtainTokens(stack.mcpUrl, "Alice");
  const draft = { title: "t", kind: "text", content: "c" };
  const { result } = await (await post(call("artifact.create", draft), bearer(access_token)))
    .json();
  assert.equal(result.isError, undefined, result.content?.[0]?.text);
}

for (const [form, keys] of Object.entries(FORMS)) {
  onStack(`with ${form}`, { environment: { ...NONE, ...keys } }, { "a call works": saves });
}

onStack("with a key of another project", { environment: { ...NONE, SUPABASE_SECRET_KEY: WRONG } }, {
  "no call works: the forms above do not work by chance": async (wire) => {
    await assert.rejects(saves(wire), assert.AssertionError);
  },
});

const SENTENCE = "must hold a secret key (sb_secret_…) or a service_role key";
const MALFORMED: Record<string, [value: string, sentence: string]> = {
  SUPABASE_SECRET_KEYS: ["[sb_secret_unquoted]", 'must be JSON such as {"default":"sb_secret_…"}'],
  SUPABASE_SECRET_KEY: ["sb_secret_in two_parts", SENTENCE],
  SUPABASE_SERVICE_ROLE_KEY: ["sb_publishable_by_mistake", SENTENCE],
};

const WITHOUT_KEY = {
  ...platformVariables(),
  ...NONE,
  CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.example.com$")}`,
  CLERK_SECRET_KEY: "sk_test_none",
  MCP_RESOURCE_URL: "https://mcp.example.com/mcp",
};

for (const [name, [value, sentence]] of Object.entries(MALFORMED)) {
  Deno.test(`a malformed ${name} stops the boot with a sentence that does not hold it`, async () => {
    const environment = { ...WITHOUT_KEY, [name]: value };
    const options = { name: "mcp", folder: FUNCTIONS, environment, onLine: () => {} };
    await assert.rejects(startFunction(options), ({ message }: Error) => {
      assert.match(message, /^function mcp ended while starting:/);
      assert.deepEqual(message.match(/^ {2}- .*$/gm), [`  - ${name} ${sentence}`]);
      for (const part of value.match(/\w+/g) ?? []) assert.ok(!message.includes(part), message);
      return true;
    });
  });
}
