import { Roster } from "../../../providers/roster.ts";
import { governed } from "../../governed.ts";
import { readPeople } from "../../readPeople.ts";

new Roster("people", { governed: governed(await readPeople()) });
