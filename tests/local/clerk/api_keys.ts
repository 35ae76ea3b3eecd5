// The development keys of the stand-in. Any process can compute them from the issuer; they are not secret.

/** The Backend API key of every local Clerk. Fixed and public: it protects nothing. */
export const SECRET_KEY = "sk_test_bG9jYWwgY2xlcmsgc3RhbmQtaW4sIG5vIHNlY3JldA";

/**
 * The publishable key of an instance as Clerk forms it: `pk_test_` and base64 of `<host>$`.
 *
 * @param issuer the origin of the instance's Frontend API, for example `http://127.0.0.1:8787`
 */
export function publishableKeyOf(issuer: string): string {
  return `pk_test_${btoa(`${new URL(issuer).host}$`)}`;
}
