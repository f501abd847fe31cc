/** The environment, read in this file alone. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;

/** Gateways from 2.14 on report to Apollo unless told not to, and read that from the environment alone. */
export const keepApolloQuiet = (): void => {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
};
