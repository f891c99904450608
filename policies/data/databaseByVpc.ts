import { govern } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts } from "../support/setting.ts";
import { isObject, type Plain } from "../things/plain.ts";

const settings = {
  hosts: texts(
    "Names of hosts (with * and ?) that only a private network knows; private addresses are such anyway.",
    ["localhost", "*.internal", "*.intranet", "*.local", "*.lan", "*.corp", "*.home.arpa"],
  ),
  types: texts(
    "Types of data sources (with * and ?), such as POSTGRESQL, that go by a VPC connection whatever their host.",
    [],
  ),
};

/**
 * Databases of a private network are reached by a VPC connection. Without one, QuickSight comes from the internet, so that whoever names
 * a private host means to open it, or is misled by a name that resolves to something else.
 */
export const databaseByVpc = govern({
  name: "database-by-vpc",
  description:
    "A QuickSight data source reaches a database of a private network by a VPC connection.",
  why: "Without a VPC connection QuickSight comes from public addresses of AWS, and a database must be open to the internet to answer.",
  severity: "medium",
  topics: ["data", "network"],
  controls: [{ framework: "PCI DSS", control: "1.4.4" }],
  remediationSteps:
    "Set vpcConnectionProperties.vpcConnectionArn to a connection in the database's network.",
  url: "https://docs.aws.amazon.com/quicksight/latest/user/working-with-aws-vpc.html",
  settings,
  each: {
    dataSource: (source, { hosts, types }, report) => {
      if ((source.refs["vpc"] ?? []).some(({ value }) => value !== "")) return;
      const { type, parameters } = source.fields;
      const host = hostsIn(parameters).find((one) => isPrivate(one, hosts));
      const isOfType =
        typeof type === "string" && types.some((pattern) => matchesGlob(pattern, type));
      if (host === undefined && !isOfType) return;
      report(source, {
        wrong: "the database is reached from the internet",
        got: host === undefined ? `type ${type as string}` : `host ${host}`,
        todo: "set vpcConnectionProperties.vpcConnectionArn",
      });
    },
  },
});

/** The hosts that parameters name, whatever the engine. */
function hostsIn(parameters: Plain, depth = 0): readonly string[] {
  if (typeof parameters !== "object" || depth > 3) return [];
  if (!isObject(parameters)) return parameters.flatMap((one) => hostsIn(one, depth + 1));
  return Object.entries(parameters).flatMap(([key, one]) =>
    key === "host" && typeof one === "string" ? [one.trim()] : hostsIn(one, depth + 1),
  );
}

/** Addresses of private networks (RFC 1918, 6598, 3927, 4193), and of the machine itself. */
const privateAddress =
  /^\[?(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:|::1$)/i;

function isPrivate(host: string, names: readonly string[]): boolean {
  const isAddress = /^[\d.]+$/.test(host) || host.includes(":");
  return isAddress
    ? privateAddress.test(host)
    : names.some((pattern) => matchesGlob(pattern, host.replace(/\.$/, "")));
}
