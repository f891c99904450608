import type { Stack } from "./stack.ts";
import type { Thing, ThingKind } from "./thing.ts";

/** Whether there is, or may be, a thing of the kind whose reference of that name leads to this one. */
export function isAbout(kind: ThingKind, refName: string, to: Thing, stack: Stack): boolean {
  return stack.pointing(kind, refName, to).length > 0 || stack.isOpen(kind, refName, to.kind);
}

/** The things of a kind that the program declares; what it only reads is somebody else's. */
export function declaredOf(stack: Stack, ...kinds: readonly ThingKind[]): readonly Thing[] {
  return stack.of(...kinds).filter(stack.isDeclared);
}
