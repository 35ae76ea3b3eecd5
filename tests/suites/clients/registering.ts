// How programs identify themselves to the authorization server, as a variant of a walk.

/** A walk for which programs have to register dynamically (RFC 7591). */
export const NO_CLIENT_DOCUMENTS = {
  variant: "registering dynamically",
  clerk: { clientIdMetadataDocuments: {} },
};
