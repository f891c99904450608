/** What settings call the key that AWS has for the secrets of all its customers; its alias begins with `alias/`. */
export const ownSecretsKey = "aws/secretsmanager";
