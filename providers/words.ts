/** The words of a text that spaces separate. */
export function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
