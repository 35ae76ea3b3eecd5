// A user's calls beyond the bucket, through both functions and a real database.

import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { consumeCallsIn } from "../../supabase/functions/mcp/artifacts/postgres/all_users.ts";
import { connect } from "../../supabase/functions/mcp/artifacts/postgres/data_api.ts";
import { parseUserId } from "../../supabase/functions/mcp/auth/user_id.ts";
import { SECRET_KEY } from "../local/data_api.ts";
import { obtainTokens } from "../local/authorize.ts";
import { call } from "../mcp/in_process.ts";
import { bearer, onStack } from "./on_stack.ts";

const PER_MINUTE = 20;

onStack("MCP_CALLS_PER_MINUTE on a running stack", {
  environment: { MCP_CALLS_PER_MINUTE: `${PER_MINUTE}` },
}, {
  "calls beyond the bucket get 429 and when to try again, other users' calls go on": async (
    { stack, post },
  ) => {
    const [alice, bob] = await Promise.all(
      ["Alice", "Bob"].map(async (name) =>
        bearer((await obtainTokens(stack.mcpUrl, name)).access_token)
      ),
    );
    const statuses = new Map<number, number>();
    let retryAfter: string | null = null;
    // The bucket is charged beside the calls, so a few too many may pass.
    for (let made = 0; made < 3 * PER_MINUTE; made++) {
      const response = await post(call("artifact.list"), alice);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status === 429) retryAfter = response.headers.get("Retry-After");
    }
    assert.deepEqual([...statuses.keys()].toSorted(), [200, 429]);
    const answered = statuses.get(200) ?? 0;
    assert.ok(answered >= PER_MINUTE && answered < 2 * PER_MINUTE, `${answered} were answered`);
    assert.ok(Number(retryAfter) >= 1 && Number(retryAfter) <= 60, `Retry-After: ${retryAfter}`);
    assert.equal((await post(call("artifact.list"), bob)).status, 200);
  },
  "a bucket that other workers have emptied is empty here, too": async ({ stack, post }) => {
    const { access_token } = await obtainTokens(stack.mcpUrl, "Carol");
    const { sub } = decodeJwt(access_token);
    const database = connect({ url: stack.origin, secretKey: SECRET_KEY });
    const consume = consumeCallsIn(database, PER_MINUTE);
    assert.ok(await consume(parseUserId(sub)!, 2 * PER_MINUTE) > 0);
    let answered = 0;
    while ((await post(call("artifact.list"), bearer(access_token))).status === 200) answered++;
    assert.ok(answered < PER_MINUTE, `${answered} were answered`);
  },
});
