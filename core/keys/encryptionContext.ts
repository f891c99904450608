/** The name, in the encryption context of a grant or a use, of what QuickSight encrypts (AWS user guide, "Verify the key used by QuickSight"). */
export const encryptionContext = "aws:quicksight:arn";
