import type { Caller } from '@stoa/kernel';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Leaving } from './leaving.ts';

/** Who asks, as far as the graph's rights go. What stands behind it (tokens, sessions) is the front's business. */
export interface Identity {
  /** Tells identities apart: it is part of every key under which answers are shared. Empty for everybody who showed nothing. */
  readonly key: string;
  /** Who it is, whatever else was shown: what rates are counted by. Empty for those who are not signed in. */
  readonly subject: string;
  readonly isAuthenticated: boolean;
  readonly scopes: readonly string[];
  /** The policies that hold. */
  readonly policies: readonly string[];
}

/** One execution of an operation. */
export interface EngineRequest {
  /** As the client sent them. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly identity: Identity;
  /** The caller as Stoa's own subgraphs know it; foreign subgraphs see headers alone. */
  readonly caller: Caller;
  /** Headers that a subgraph gets besides the transport's own. */
  readonly headersFor?: ((subgraph: string) => Readonly<Record<string, string>>) | undefined;
  readonly requestId: string;
  readonly traceparent?: string | undefined;
  /** When nobody waits for the answer any more: fetches end by then. */
  readonly deadline: Date;
  /** Tells when the client has left; absent for one who never does. */
  readonly leaving?: Leaving | undefined;
  /** The front's last word, once the variables are known: costs, budgets, rates. Absent for questions of subgraphs' commands. */
  readonly admit?: ((operation: Operation, variables: CoercedVariables) => Admission | Promise<Admission>) | undefined;
}

export type CoercedVariables = Readonly<Record<string, unknown>>;

export interface Admission {
  readonly refusal?: AdmissionRefusal | undefined;
  /** Joins the answer's extensions. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface AdmissionRefusal {
  /** HTTP: 400, 429, … */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error: GraphQLFormattedError;
}

/** An operation that this engine knows: parsed, valid, remembered. */
export interface Operation {
  /** The document's text. */
  readonly query: string;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** Its name in the document. */
  readonly name: string | undefined;
  /** Its cost with these variables, after the Cost directive specification. */
  readonly costOf: (variables: CoercedVariables) => number;
}

/** A GraphQL response whose data are JSON text already. */
export interface EngineAnswer {
  /** `null` as text when a null reached the root; undefined when execution did not begin. */
  readonly data?: string | undefined;
  /** Fit for clients. */
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** HTTP status, when it is not the usual one. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Plans operations, fetches from subgraphs and puts the answer together, for one supergraph. This is all the router knows of how. */
export interface Engine {
  /** What clients may ask: the supergraph without its machinery. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** An operation that was run before, by its text and the name asked for. */
  readonly find: (query: string, operationName: string | undefined) => Operation | undefined;
  /** Makes an operation known. The document is parsed and valid. Undefined when it has no such operation, or several and no name. */
  readonly learn: (document: DocumentNode, query: string, operationName: string | undefined) => Operation | undefined;
  /** Never rejects: every failure is a coded error in the answer, fit for a client. */
  readonly execute: (operation: Operation, request: EngineRequest) => Promise<EngineAnswer>;
  /** Plans an operation before anybody asks, for a caller without and with the rights of `identity`. */
  readonly warm: (operation: Operation, identity?: Identity) => Promise<void>;
  /** The operations used last, most recent first. */
  readonly recent: (most: number) => readonly Operation[];
  /** Ends the planner. Executions under way must have ended. */
  readonly close: () => Promise<void>;
}
