import { defaultGuard } from "@quicksight-governance/core/settings";
import { Roster } from "../../../providers/roster.ts";
import { readPeople } from "../../readPeople.ts";
import { scope } from "../../scope.ts";

new Roster("people", {
  scope,
  dataRegion: scope.identityRegion,
  people: await readPeople(),
  guard: defaultGuard,
});
