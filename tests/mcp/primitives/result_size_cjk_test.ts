// Chinese, Japanese, Korean and emoji: no result is larger than hosts accept.

import { resultSizeCases } from "./result_size_cases.ts";

resultSizeCases("cjk");
