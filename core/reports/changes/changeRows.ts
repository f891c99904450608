import type { CsvColumns } from "../../csv/csvChunks.ts";
import type { Change, ChangedBy, Deletion } from "./findChanges.ts";

/** What each row of what changed says of the run that did it. */
const byColumns = {
  run: ({ by }: { readonly by?: ChangedBy }) => by?.run ?? "",
  subject: ({ by }: { readonly by?: ChangedBy }) => by?.subject ?? "",
  reason: ({ by }: { readonly by?: ChangedBy }) => by?.step.step.reason ?? besides,
  file: ({ by }: { readonly by?: ChangedBy }) => by?.step.file,
  lines: ({ by }: { readonly by?: ChangedBy }) => by?.step.lines?.join(" "),
};

/** What stands for a reason where there is no run. */
const besides = "not by a run: found when the account was read";

/** The columns of changes.csv, and what stands in them. */
export const changeColumns: CsvColumns<Change> = {
  at: ({ at }) => at,
  namespace: ({ fact }) => fact.namespace,
  change: ({ change }) => change,
  who_type: ({ fact }) => fact.whoType,
  who: ({ fact }) => fact.who,
  what_type: ({ fact }) => fact.whatType,
  what: ({ fact }) => fact.what,
  name: ({ fact }) => fact.name,
  level: ({ fact }) => fact.level,
  ...byColumns,
};

/** The columns of deleted_users.csv. */
export const deletionColumns: CsvColumns<Deletion> = {
  at: ({ at }) => at,
  namespace: ({ namespace }) => namespace,
  user_name: ({ userName }) => userName,
  role: ({ role }) => role,
  email: ({ email }) => email,
  step: ({ by }) => by?.step.step.kind,
  ...byColumns,
};
