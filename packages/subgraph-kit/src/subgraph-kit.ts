export { buildSchema, readTypeDefs, SHARED_SCHEMA } from './build-schema.ts';
export { CALLER_HEADER, signCaller, verifyCaller, type CallerClaims } from './caller-token.ts';
export { connectionOf, pageRequest, type Connection, type PageArguments, type PageRequest } from './connection.ts';
export type { Bound, Command, CommandTable, SubgraphContext } from './context.ts';
export { defineSubgraph } from './define-subgraph.ts';
export type { Ground, OpenSubgraph, ProcessRole, Subgraph, SubgraphDependencies } from './subgraph-definition.ts';
export type { Representation, ResolveReferences } from './entities.ts';
export { codedError, type ErrorCode } from './errors.ts';
export { graphFor } from './graph.ts';
export type { Graph, GraphAnswer, GraphQuestion, GraphTransport, TypedOperation } from './graph.ts';
export type { SubgraphHandler, SubgraphRequest, SubgraphResponse } from './handler.ts';
export { route, type HttpRoute, type HttpVisit } from './http-room.ts';
export { createHttpShell, sendWebResponse, toWebRequest, type HttpShellOptions } from './http-shell.ts';
export {
  commonUserError,
  invalidInputError,
  notFoundError,
  payload,
  withoutConflict,
  wrongStateError,
  type UserErrorModel,
} from './user-error.ts';
export { escaped, htmlPage, type HtmlPage } from './html-page.ts';
export { followShopMembers, shopMembers, type ShopMembers } from './shop-members.ts';
export { publicUrl, webAddress } from './web-address.ts';
export { ASK_PATH, askKey } from './ask-key.ts';
export { httpGraphTransport, type HttpGraphTransportOptions } from './http-graph-transport.ts';
export { processSettings } from './process-settings.ts';
export { serve } from './serve.ts';
export { executor } from './execute.ts';
