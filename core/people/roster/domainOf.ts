/** The domain of somebody's address, in lower case. */
export function domainOf({ email }: { readonly email: string }): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}
