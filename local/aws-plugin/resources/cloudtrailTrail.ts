import {
  AddTagsCommand,
  type AdvancedEventSelector,
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  PutEventSelectorsCommand,
  RemoveTagsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type FieldSelector = { field: string; equals?: string[]; notEquals?: string[] };
type Selector = { name?: string; fieldSelectors: FieldSelector[] };
type TrailInputs = {
  name: string;
  s3BucketName: string;
  s3KeyPrefix?: string;
  advancedEventSelectors?: Selector[];
  enableLogging?: boolean;
  enableLogFileValidation?: boolean;
  includeGlobalServiceEvents?: boolean;
  isMultiRegionTrail?: boolean;
  tags?: Record<string, string>;
};

/** `aws.cloudtrail.Trail`; its id is its ARN. */
export const cloudtrailTrail: Resource<TrailInputs> = {
  type: "aws:cloudtrail/trail:Trail",
  inputs: [
    "name",
    "s3BucketName",
    "s3KeyPrefix",
    "advancedEventSelectors",
    "enableLogging",
    "enableLogFileValidation",
    "includeGlobalServiceEvents",
    "isMultiRegionTrail",
    "tags",
  ],
  naming: { input: "name", maxLength: 128 },
  notFound: ["TrailNotFoundException"],

  async create(context, inputs) {
    const tags = toTagList(inputs.tags);
    const { TrailARN = "" } = await context.client(CloudTrailClient).send(
      new CreateTrailCommand({
        Name: inputs.name,
        ...placeOf(inputs),
        ...(tags.length > 0 ? { TagsList: tags } : {}),
      }),
    );
    return TrailARN;
  },

  async settle(context, Name, { enableLogging, advancedEventSelectors = [] }) {
    const client = context.client(CloudTrailClient);
    if (enableLogging !== false) await client.send(new StartLoggingCommand({ Name }));
    if (advancedEventSelectors.length === 0) return;
    const AdvancedEventSelectors = advancedEventSelectors.map(toSelector);
    await client.send(new PutEventSelectorsCommand({ TrailName: Name, AdvancedEventSelectors }));
  },

  async read(context, id) {
    const client = context.client(CloudTrailClient);
    const { trailList = [] } = await client.send(
      new DescribeTrailsCommand({ trailNameList: [id], includeShadowTrails: false }),
    );
    const [trail] = trailList;
    if (trail === undefined) return undefined;
    const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: id }));
    const { AdvancedEventSelectors = [] } =
      trail.HasCustomEventSelectors === true
        ? await client.send(new GetEventSelectorsCommand({ TrailName: id }))
        : {};
    const { ResourceTagList = [] } = await client.send(
      new ListTagsCommand({ ResourceIdList: [id] }),
    );
    return {
      name: trail.Name,
      arn: trail.TrailARN,
      homeRegion: trail.HomeRegion,
      s3BucketName: trail.S3BucketName,
      s3KeyPrefix: trail.S3KeyPrefix,
      advancedEventSelectors: AdvancedEventSelectors.map(fromSelector),
      enableLogging: IsLogging,
      enableLogFileValidation: trail.LogFileValidationEnabled,
      includeGlobalServiceEvents: trail.IncludeGlobalServiceEvents,
      isMultiRegionTrail: trail.IsMultiRegionTrail,
      isOrganizationTrail: trail.IsOrganizationTrail ?? false,
      tags: fromTagList(ResourceTagList[0]?.TagsList),
    };
  },

  async update(context, Name, planned, state) {
    const client = context.client(CloudTrailClient);
    await client.send(new UpdateTrailCommand({ Name, ...placeOf(planned) }));
    if (planned.enableLogging === false) await client.send(new StopLoggingCommand({ Name }));
    await this.settle?.(context, Name, planned);
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    const dropped = drop.map((Key) => ({ Key }));
    if (drop.length > 0)
      await client.send(new RemoveTagsCommand({ ResourceId: Name, TagsList: dropped }));
    if (set.length > 0) await client.send(new AddTagsCommand({ ResourceId: Name, TagsList: set }));
  },

  async delete(context, Name) {
    await context.client(CloudTrailClient).send(new DeleteTrailCommand({ Name }));
  },
};

function placeOf(inputs: TrailInputs) {
  return {
    S3BucketName: inputs.s3BucketName,
    ...(inputs.s3KeyPrefix ? { S3KeyPrefix: inputs.s3KeyPrefix } : {}),
    EnableLogFileValidation: inputs.enableLogFileValidation,
    IncludeGlobalServiceEvents: inputs.includeGlobalServiceEvents,
    IsMultiRegionTrail: inputs.isMultiRegionTrail,
  };
}

function toSelector({ name, fieldSelectors }: Selector): AdvancedEventSelector {
  return {
    Name: name,
    FieldSelectors: fieldSelectors.map(({ field, equals, notEquals }) => ({
      Field: field,
      ...(equals ? { Equals: equals } : {}),
      ...(notEquals ? { NotEquals: notEquals } : {}),
    })),
  };
}

function fromSelector({ Name, FieldSelectors = [] }: AdvancedEventSelector) {
  return {
    name: Name,
    fieldSelectors: FieldSelectors.map(({ Field, Equals, NotEquals }) => ({
      ...{ field: Field, equals: Equals, notEquals: NotEquals },
    })),
  };
}
