/** The token of an `Authorization` header, RFC 6750; undefined for another scheme. */
export const bearerToken = (value: string): string | undefined => /^bearer +([\w~+/.=-]+)$/i.exec(value)?.[1];
