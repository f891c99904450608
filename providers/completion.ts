import * as pulumi from "@pulumi/pulumi";
import type * as handlers from "./completionHandlers.ts";
import { type CompletionArgs, completionState, type CompletionState } from "./completionState.ts";
import { tokens } from "./tokens.ts";

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class CompletionProvider implements pulumi.dynamic.ResourceProvider<
  CompletionState,
  CompletionState
> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async diff(_id: string, olds: CompletionState, news: CompletionState) {
    const { diffCompletion } = await this.load();
    return diffCompletion(olds, news);
  }

  async create(news: CompletionState) {
    const { createCompletion } = await this.load();
    return createCompletion(news, this.context());
  }

  async read(id: string, props?: CompletionState) {
    if (props === undefined)
      throw new Error("a Completion cannot be imported; declare it, and it follows what is there");
    const { readCompletion } = await this.load();
    return readCompletion(id, props, this.context());
  }

  async update(id: string, olds: CompletionState, news: CompletionState) {
    const { updateCompletion } = await this.load();
    return updateCompletion(id, olds, news, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/completionHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text, and a new object each would defeat that. */
const provider = new CompletionProvider();

/**
 * The end of what AWS has answered 200 to: the load of a data set, a data source, a registration of keys. It waits for that end, fails
 * with AWS's reason when it is another than was declared, shows in a preview what is not so any more, and has AWS do it again. Deleting
 * it does nothing.
 *
 * Dynamic because nothing native does it: the released provider makes data sets and registers keys by one call and never looks at what
 * became of it (an ingestion that failed, a `FailedKeyRegistration`), and of a data source it never reads back the secret.
 *
 * It must depend on the native resource that it follows.
 *
 * @example
 * new Completion("default-revenue", { kind: "load", accountId, region, subject: dataSetId, displayName, definition, wanted: loaded }, { parent: this, dependsOn: dataSet });
 */
export class Completion extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.completion;

  /** How it stands. */
  declare readonly standing: pulumi.Output<string>;

  /**
   * @param args with `definition`, what AWS is given, and `wanted`, how it should stand: a text of the kind's own
   */
  constructor(
    name: string,
    args: Omit<CompletionArgs, "subject"> & {
      readonly subject: pulumi.Input<string>;
      readonly definition: pulumi.Input<string>;
      readonly wanted: pulumi.Input<string>;
    },
    opts?: pulumi.CustomResourceOptions,
  ) {
    const { subject, definition, wanted } = args;
    const state = completionState({ ...args, subject: "" }, "", "");
    const inputs = { ...state, subject, definition, wanted, standing: wanted };
    super(provider, name, inputs, opts, "quicksight", "Completion");
  }
}
