// What the operator's log says of an error.

import assert from "node:assert/strict";
import { errorLine } from "../../supabase/functions/_shared/log_line.ts";

Deno.test("an error is one line of JSON with the request's id", () => {
  const line = errorLine(new TypeError("first\nsecond"), "id-1");
  assert.doesNotMatch(line, /\n/);
  assert.deepEqual(JSON.parse(line), {
    level: "error",
    request_id: "id-1",
    name: "TypeError",
    message: "first\nsecond",
  });
});

Deno.test("a thrown value that is no error is logged all the same", () => {
  assert.equal(JSON.parse(errorLine("odd")).message, "odd");
  assert.ok(!("request_id" in JSON.parse(errorLine("odd"))));
});
