import type { DataSourceParameters } from "@aws-sdk/client-quicksight";
import type { Checked } from "../handler.ts";
import { incorrectlySet } from "./incorrectlySet.ts";

/** The members of one kind of parameters. */
type Members = Readonly<Record<string, unknown>>;

const has = (members: Members, ...names: string[]) =>
  names.every((name) => members[name] !== undefined);

const isOAuth = ({ AuthenticationType: type }: Members) => type === "TOKEN" || type === "X509";

/** What is half of something, by the parameters; the quotations are of the API reference, where the member is described. */
const halves: Readonly<Record<string, (members: Members) => boolean>> = {
  /** "Provide this along with RoleArn to enable role-chaining." */
  AthenaParameters: (members) => has(members, "ConsumerAccountRoleArn") && !has(members, "RoleArn"),
  RedshiftParameters: (members) => {
    // "This field can be blank if ClusterId is provided."
    if (!has(members, "ClusterId") && !has(members, "Host", "Port")) return true;
    const { DatabaseUser, DatabaseGroups, AutoCreateDatabaseUser } = (members["IAMParameters"] ??
      {}) as Members;
    // "If there is no DatabaseUser, Quick Sight can't connect": to make one, or to put one into groups, is to name it.
    return (
      DatabaseUser === undefined &&
      (DatabaseGroups !== undefined || AutoCreateDatabaseUser === true)
    );
  },
};

/** OAuth asks an identity provider, which is named; another way asks none. For all that know the two members. */
const isHalfOAuth = (members: Members) => isOAuth(members) !== has(members, "OAuthParameters");

/** Refuses parameters of which one is of no use without another, in AWS's words for parameters that it cannot use; that it says them then is assumed. */
export function refuseHalf(parameters: Checked<DataSourceParameters> | undefined): void {
  for (const [name, value] of Object.entries(parameters ?? {})) {
    const members = value as Members;
    if (halves[name]?.(members) === true || isHalfOAuth(members)) {
      throw incorrectlySet("DataSourceParameters");
    }
  }
}
