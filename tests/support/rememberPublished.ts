import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import {
  DeleteParameterCommand,
  GetParametersByPathCommand,
  type Parameter,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";

/** What the emulator is asked as: its root user. */
type Connection = Pick<S3ClientConfig, "region" | "endpoint" | "credentials" | "requestHandler">;

/**
 * Remembers the objects of a bucket and the parameters under a path.
 *
 * @returns what puts back what has changed since, as often as it is called
 */
export async function rememberPublished(
  connection: Connection,
  { bucket, path }: { readonly bucket: string; readonly path: string },
): Promise<() => Promise<void>> {
  const putObjects = await rememberObjects(connection, bucket);
  const putParameters = await rememberParameters(connection, path);
  return async () => {
    await putObjects();
    await putParameters();
  };
}

async function rememberObjects(connection: Connection, Bucket: string) {
  const s3 = new S3Client({ ...connection, forcePathStyle: true });
  const list = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return new Map(Contents.map(({ Key = "", ETag }) => [Key, ETag]));
  };
  const tags = await list();
  const objects = new Map<string, { Body: Uint8Array; ContentType: string | undefined }>();
  for (const Key of tags.keys()) {
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    objects.set(Key, {
      Body: (await Body?.transformToByteArray()) ?? new Uint8Array(),
      ContentType,
    });
  }
  return async () => {
    const found = await list();
    for (const [Key, object] of objects) {
      if (found.get(Key) === tags.get(Key)) continue;
      await s3.send(new PutObjectCommand({ Bucket, Key, ...object }));
    }
    for (const Key of found.keys()) {
      if (!objects.has(Key)) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    }
  };
}

async function rememberParameters(connection: Connection, Path: string) {
  const ssm = new SSMClient(connection);
  const list = async () => {
    const found = new Map<string, Parameter>();
    let NextToken: string | undefined;
    do {
      const page = await ssm.send(
        new GetParametersByPathCommand({ Path, Recursive: true, NextToken }),
      );
      for (const parameter of page.Parameters ?? []) found.set(parameter.Name ?? "", parameter);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  };
  const parameters = await list();
  return async () => {
    const found = await list();
    for (const [Name, { Value, Type }] of parameters) {
      if (found.get(Name)?.Value === Value) continue;
      await ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));
    }
    for (const Name of found.keys()) {
      if (!parameters.has(Name)) await ssm.send(new DeleteParameterCommand({ Name }));
    }
  };
}
