import type { Topic } from '@stoa/contracts';
import type { Caller } from '@stoa/kernel';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { AnswerParts } from './answer-parts.ts';
import type { EventField } from '../live/events/event-field.ts';
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
  /** It answers an event: what it reads is no older than that, so it joins no fetch that is under way. */
  readonly isAfterEvent?: boolean | undefined;
  /** Whether what is deferred may come later than the rest; otherwise all of it is in the answer. */
  readonly acceptsParts?: boolean | undefined;
  /** The front's last word, once the variables are known: costs, budgets, rates. Absent for questions of subgraphs' commands. */
  readonly admit?: ((operation: Operation, variables: CoercedVariables) => Admission | Promise<Admission>) | undefined;
}

export type CoercedVariables = Readonly<Record<string, unknown>>;

/** A client's variables with the operation's defaults, or what is wrong with them. */
export type Coerced =
  | { readonly coerced: CoercedVariables; readonly errors?: undefined }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLFormattedError[] };

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
  /** What comes after this, the first part; absent when this is all. */
  readonly parts?: AnswerParts | undefined;
  /** The version of what the answer shows, where the operation answers a subscription's events. */
  readonly cursor?: number | undefined;
}

/** A subscription with what was made of it. */
export interface LiveOperation {
  readonly responseName: string;
  readonly coerce: (variables: EngineRequest['variables']) => Coerced;
  /** Why these rights do not reach its root field; undefined when they do. */
  readonly refusalFor: (identity: Identity, variables: CoercedVariables) => GraphQLFormattedError | undefined;
  /** Where events feed it: how each is answered. */
  readonly events: FedByEvents | undefined;
  /** Where a subgraph serves it itself. */
  readonly stream: Stream | undefined;
  /** Plans it before anybody asks. */
  readonly warm: (identity?: Identity) => Promise<void>;
}

export interface FedByEvents {
  readonly field: EventField;
  /** The values of the field's arguments. */
  readonly argumentsOf: (variables: CoercedVariables) => Readonly<Record<string, unknown>>;
  /** The query that answers an event. */
  readonly answer: Operation;
  /** The query that tells whether the viewer may subscribe. */
  readonly gate: Operation | undefined;
  /** The variable of both that gets the event's key. */
  readonly keyVariable: string;
  /** Whether an error's path leads to what the client has not asked for. */
  readonly isOwnPath: (path: readonly (string | number)[]) => boolean;
}

/** A subscription that a subgraph serves itself. */
export interface Stream {
  /** Begins it. Answers come in order; `end` is the last word, and comes at once when it cannot begin. */
  readonly follow: (request: EngineRequest, listener: StreamListener) => { readonly close: () => void };
  readonly warm: (identity?: Identity) => Promise<void>;
}

export interface StreamListener {
  readonly next: (answer: EngineAnswer) => void;
  readonly end: (errors?: readonly GraphQLFormattedError[]) => void;
}

/** Plans operations, fetches from subgraphs and puts the answer together, for one supergraph. This is all the router knows of how. */
export interface Engine {
  /** What clients may ask: the supergraph without its machinery. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** The names of its subgraphs. */
  readonly subgraphs: readonly string[];
  /** The topics whose events feed its subscriptions. */
  readonly topics: readonly Topic[];
  /** An operation that was run before, by its text and the name asked for. */
  readonly find: (query: string, operationName: string | undefined) => Operation | undefined;
  /** Makes an operation known. The document is parsed and valid. Undefined when it has no such operation, or several and no name. */
  readonly learn: (document: DocumentNode, query: string, operationName: string | undefined) => Operation | undefined;
  /** Never rejects: every failure is a coded error in the answer, fit for a client. */
  readonly execute: (operation: Operation, request: EngineRequest) => Promise<EngineAnswer>;
  /** How a subscription is fed and answered. The operation is one of this engine's. */
  readonly live: (operation: Operation) => LiveOperation;
  /** Plans an operation before anybody asks, for a caller without and with the rights of `identity`. */
  readonly warm: (operation: Operation, identity?: Identity) => Promise<void>;
  /** The operations used last, most recent first. */
  readonly recent: (most: number) => readonly Operation[];
  /** Ends the planner. Executions under way must have ended. */
  readonly close: () => Promise<void>;
}
