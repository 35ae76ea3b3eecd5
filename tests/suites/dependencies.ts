// What we did not write: no package with a known weakness, none under a licence that asks more of users than ours.

import { say } from "../local/terminal.ts";
import { audit, auditFindsAdvisories } from "./dependencies/advisories.ts";
import { checkLicences } from "./dependencies/licences.ts";

for (const line of await checkLicences()) say(line);
say(await auditFindsAdvisories());
say(await audit());
