// Texts in other alphabets: no result is larger than hosts accept.

import { resultSizeCases } from "./result_size_cases.ts";

resultSizeCases("alphabets");
