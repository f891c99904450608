/** Somebody cannot be registered, as QuickSight has them in another namespace: trying again at once does not help. */
export class RegisteredElsewhere extends Error {
  override readonly name = "";
}
