import { parseTenant } from "../../../../core/settings/parseTenant.ts";

/** A database that data sets of a test are on. */
export const source = {
  type: "POSTGRESQL",
  name: "CRM",
  host: "crm.acme.example",
  port: 5432,
  database: "crm",
  secret: "acme/crm",
  owners: ["admin"],
};

const set = {
  name: "Accounts",
  source: "crm",
  table: { name: "accounts" },
  columns: ["account_id", "city", "street"],
  owners: ["admin"],
  viewers: ["readers"],
};

/** What of a tenant is otherwise than in a good one. */
interface Changes {
  readonly set?: object;
  readonly access?: object[];
  readonly sources?: object;
  readonly groups?: object;
  readonly landing?: object;
  readonly namespace?: string;
  readonly entitlements?: object;
  readonly labels?: object;
  readonly folders?: object;
  /** Data sets beside the one. */
  readonly sets?: object;
  readonly name?: string;
}

/** What is wrong with a tenant of one data set that differs from a good one in this. */
export function problemsOf(changes: Changes): string[] {
  const { problems } = parseChanged(changes);
  return problems.map(({ where, message }) => `${where.replace(/^tenant\./, "")}: ${message}`);
}

/** A tenant of one data set that differs from a good one in this. */
export function parseChanged({ set: changes = {}, access = [], sources = {}, ...rest }: Changes) {
  const many = Array.from({ length: 70 }, (_, index) => [`g${index}`, {}]);
  return parseTenant({
    namespace: rest.namespace ?? "default",
    account: "organization/quicksight-governance/dev",
    membership: { file: "data/membership.csv" },
    groups: {
      admin: { role: "ADMIN" },
      analysts: { role: "AUTHOR" },
      readers: { role: "READER" },
      emea: {},
      amer: {},
      ...rest.groups,
      ...(Object.fromEntries(many) as object),
    },
    access,
    entitlements: rest.entitlements,
    ...{ landing: rest.landing, labels: rest.labels, folders: rest.folders },
    dataSources: { crm: source, ...sources },
    dataSets: { [rest.name ?? "accounts"]: { ...set, ...changes }, ...rest.sets },
  });
}

/** Where the data set stands in the settings. */
export const onSet = "dataSets.accounts";
