import { groupNameOf } from "@quicksight-governance/core/aws";
import { formatRoster, type Person } from "@quicksight-governance/core/people";
import { emailOf, groupsOf } from "./makePeople.ts";
import { scope } from "./scope.ts";

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: object;
  readonly outputs?: object;
}

/** `pulumi stack export`, as far as it is looked at here. */
interface State {
  readonly deployment: { readonly resources: readonly Resource[] };
}

/**
 * The state of a native stack with as many people, from that of one which the engine deployed with one person: the resources
 * of the one person are written again for each of the others.
 *
 * A preview needs the state only, and deploying 30,000 native resources takes hours, as the engine writes the whole state of a
 * self-managed backend after every step.
 */
export function growNativeState(exported: string, people: number): string {
  const state = JSON.parse(exported) as State;
  const { resources } = state.deployment;
  const ofPerson = resources.filter(({ urn }) => urn.includes(emailOf(0)));
  const template = JSON.stringify(ofPerson);
  const grown = Array.from({ length: people }, (_, number) => retold(template, number)).flat();
  const others = resources.filter((resource) => !ofPerson.includes(resource));
  return withResources(state, [...others, ...grown]);
}

/** The same for a stack with a Roster, whose people are all readers. */
export function growRosterState(exported: string, people: readonly Person[]): string {
  const state = JSON.parse(exported) as State;
  const { length } = people;
  const grown = { people: formatRoster(people), peopleCount: length, readers: length };
  const resources = state.deployment.resources.map((resource) => {
    if (!resource.type.endsWith(":Roster")) return resource;
    const { inputs, outputs } = resource;
    return { ...resource, inputs: { ...inputs, ...grown }, outputs: { ...outputs, ...grown } };
  });
  return withResources(state, resources);
}

function withResources(state: State, resources: readonly Resource[]): string {
  return JSON.stringify({ ...state, deployment: { ...state.deployment, resources } });
}

function retold(template: string, number: number): Resource[] {
  let text = template.replaceAll(emailOf(0), emailOf(number));
  groupsOf(0).forEach((group, index) => {
    const other = groupsOf(number)[index] ?? group;
    text = text
      .replaceAll(groupNameOf(scope, group), groupNameOf(scope, other))
      .replaceAll(`/${group}"`, `/${other}"`);
  });
  return JSON.parse(text) as Resource[];
}
