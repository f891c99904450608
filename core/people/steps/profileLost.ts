/** Somebody is there, and without the profile that restricted them: QuickSight has it no more, and only a person can say what instead. */
export class ProfileLost extends Error {
  override readonly name = "";

  constructor(role: string | undefined, profile: string) {
    const is = role === undefined ? "is" : `is ${role} now, and`;
    super(
      `${is} without the profile ${profile}, which QuickSight does not have any more: nothing restricts them; give them another profile in QuickSight, or name one in customPermissions of a group`,
    );
  }
}
