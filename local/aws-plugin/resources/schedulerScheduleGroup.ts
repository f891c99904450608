import {
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleGroupCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-scheduler";
import type { Context } from "../context.ts";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";
import { waitFor } from "../wait.ts";

type GroupInputs = { name: string; namePrefix?: string; tags?: Record<string, string> };

/** `aws.scheduler.ScheduleGroup`; its id is its name. Deleting it takes its schedules with it. */
export const schedulerScheduleGroup: Resource<GroupInputs> = {
  type: "aws:scheduler/scheduleGroup:ScheduleGroup",
  inputs: ["name", "namePrefix", "tags"],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 64 },
  notFound: ["ResourceNotFoundException"],

  async create(context, { name, tags }) {
    const Tags = toTagList(tags);
    await context
      .client(SchedulerClient)
      .send(new CreateScheduleGroupCommand({ Name: name, ...(Tags.length > 0 ? { Tags } : {}) }));
    return name;
  },

  async settle(context, name) {
    await until(context, name, "ACTIVE");
  },

  async read(context, Name) {
    const scheduler = context.client(SchedulerClient);
    const found = await scheduler.send(new GetScheduleGroupCommand({ Name }));
    const { Tags } = await scheduler.send(
      new ListTagsForResourceCommand({ ResourceArn: found.Arn }),
    );
    return {
      arn: found.Arn,
      creationDate: found.CreationDate?.toISOString(),
      lastModificationDate: found.LastModificationDate?.toISOString(),
      name: found.Name,
      state: found.State,
      tags: fromTagList(Tags),
    };
  },

  async update(context, _name, planned, state) {
    const scheduler = context.client(SchedulerClient);
    const ResourceArn = String((state as { arn?: unknown }).arn);
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    if (drop.length > 0) {
      await scheduler.send(new UntagResourceCommand({ ResourceArn, TagKeys: drop }));
    }
    if (set.length > 0) await scheduler.send(new TagResourceCommand({ ResourceArn, Tags: set }));
  },

  async delete(context, Name) {
    await context.client(SchedulerClient).send(new DeleteScheduleGroupCommand({ Name }));
    await until(context, Name, undefined);
  },
};

async function until(context: Context, Name: string, wanted: string | undefined): Promise<void> {
  const state = async () => {
    try {
      const { State } = await context
        .client(SchedulerClient)
        .send(new GetScheduleGroupCommand({ Name }));
      return State;
    } catch (error) {
      if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
      throw error;
    }
  };
  await waitFor(`schedule group ${Name}`, 300_000, async () =>
    (await state()) === wanted ? true : undefined,
  );
}
