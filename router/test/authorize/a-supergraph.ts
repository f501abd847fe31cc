import {
  getOperationAST,
  buildSchema,
  parse,
  print,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { authorizationOf } from '../../src/authorize/authorization.ts';
import { errorsFor, type PrunedOperation } from '../../src/authorize/prune.ts';
import type { Identity } from '../../src/engine/engine.ts';

/** Definitions of the authorization directives, as composition writes them. */
const DIRECTIVES = `
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
`;

/** Somebody who showed nothing, apart from what is said otherwise. */
export const anIdentity = (of: Partial<Identity> = {}): Identity => ({
  key: '',
  subject: '',
  isAuthenticated: false,
  scopes: [],
  policies: [],
  ...of,
});

/** Authorization after a schema, which says everything that a supergraph would say to it. */
export const anAuthorization = (sdl: string) => {
  const schema: GraphQLSchema = buildSchema(DIRECTIVES + sdl);
  const authorization = authorizationOf(sdl, schema);

  const pruned = (query: string, identity: Identity): PrunedOperation => {
    const [document, operation] = parsed(query);
    return authorization.prune(document, operation, (requirement) => requirement.isMet(identity));
  };
  return {
    schema,
    authorization,
    requirementsOf: (query: string) => authorization.requirementsOf(...parsed(query)),
    pruned,
    /** The pruned operation's text on one line. */
    left: (query: string, identity = anIdentity()) => {
      const { document } = pruned(query, identity);
      return document && line(document);
    },
    errors: (query: string, { variables = {}, identity = anIdentity() } = {}) =>
      errorsFor(pruned(query, identity), variables, identity),
    /** Paths of the errors as text. */
    refused: (query: string, { variables = {}, identity = anIdentity() } = {}) =>
      errorsFor(pruned(query, identity), variables, identity).map(({ path }) => path?.join('.')),
  };
};

export const parsed = (query: string): [DocumentNode, OperationDefinitionNode] => {
  const document = parse(query, { noLocation: true });
  return [document, getOperationAST(document) as OperationDefinitionNode];
};

export const line = (document: DocumentNode): string => print(document).replace(/\s+/g, ' ').trim();
