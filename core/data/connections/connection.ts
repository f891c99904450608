import type { ResourcePermission } from "@aws-sdk/client-quicksight";

/** A data source as it should be: plain data, in the words of the native resource. */
export interface Connection {
  readonly awsAccountId: string;
  readonly region: string;
  readonly dataSourceId: string;
  /** What people see. */
  readonly name: string;
  readonly type: string;
  /** `DataSourceParameters` of the API; absent: it has none for the type. */
  readonly parameters?: object | undefined;
  /** A secret, and never what is in it; absent: QuickSight goes there with a role. */
  readonly credentials?: { readonly secretArn: string } | undefined;
  readonly sslProperties?: { readonly disableSsl: boolean } | undefined;
  readonly vpcConnectionProperties?: { readonly vpcConnectionArn: string } | undefined;
  readonly permissions: readonly Grant[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What a group may do, as a whole set. */
export interface Grant {
  readonly principal: string;
  readonly actions: readonly string[];
}

/** As the API takes it. */
export function toPermission({ principal, actions }: Grant): ResourcePermission {
  return { Principal: principal, Actions: [...actions] };
}

/** What both making and changing it give to the API: an update leaves nothing as it was. */
export function detailsOf({
  name,
  parameters,
  credentials,
  sslProperties,
  vpcConnectionProperties,
}: Connection) {
  return {
    Name: name,
    ...(parameters && { DataSourceParameters: parameters as never }),
    ...(credentials && { Credentials: { SecretArn: credentials.secretArn } }),
    ...(sslProperties && { SslProperties: { DisableSsl: sslProperties.disableSsl } }),
    ...(vpcConnectionProperties && {
      VpcConnectionProperties: { VpcConnectionArn: vpcConnectionProperties.vpcConnectionArn },
    }),
  };
}
