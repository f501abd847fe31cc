import { defineSubgraph } from '@stoa/subgraph-kit';
import { commands } from './commands.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { keySet } from './http/key-set.ts';
import { verifyAddress, verifyPage } from './http/verify-page.ts';
import { forgetSessions } from './jobs/forget-sessions.ts';
import { userLoaders } from './persistence/loaders.ts';
import { sessionRepository } from './persistence/session-repository.ts';
import { userRepository } from './persistence/user-repository.ts';
import { accessTokens } from './providers/access-tokens.ts';
import { passwords } from './providers/passwords.ts';
import { refreshTokens } from './providers/refresh-tokens.ts';
import { verificationTokens } from './providers/verification-tokens.ts';
import { references } from './references.ts';
import { resolvers } from './resolvers.ts';
import type { Rooms } from './rooms.ts';
import { settings } from './settings.ts';

/** Users knows who people are: accounts, their address books, their sessions and what they may do across the platform. */
export const users = defineSubgraph({
  name: 'users',
  directory: import.meta.dirname,
  database: (adapter) => new PrismaClient({ adapter }),
  settings,
  rooms: ({ pool, settings: { tokenSecret, ...keys } }): Rooms => ({
    users: userRepository(pool),
    sessions: sessionRepository(pool),
    passwords: passwords(),
    accessTokens: accessTokens(keys),
    refreshTokens: refreshTokens(tokenSecret),
    verificationTokens: verificationTokens(tokenSecret),
  }),
  commands,
  resolvers,
  references,
  loaders: userLoaders,
  jobs: [forgetSessions],
  http: [keySet, verifyPage, verifyAddress],
});
