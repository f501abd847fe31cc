import type { IncomingMessage } from 'node:http';
import type { Caller } from '@stoa/kernel';
import { Client } from '../engine/leaving.ts';
import type { EngineRequest, Identity } from '../engine/engine.ts';
import { traceparentOf } from '../headers/traceparent.ts';
import type { RequestFacts } from '../limits/admission.ts';
import { wantsCost } from '../limits/cost-header.ts';
import type { Visit } from '../visit.ts';
import type { Identified } from './identify.ts';

export interface GraphRequestOptions {
  readonly timeoutMs: number;
  /** Budgets and rates, by what is known of a request; absent: everything is admitted. */
  readonly admissionFor?: ((facts: RequestFacts) => EngineRequest['admit']) | undefined;
  /** The client's address; default: the other end of the connection. */
  readonly clientAddressOf?: ((request: IncomingMessage) => string) | undefined;
}

/** A client's request as the engine takes it. */
export class GraphRequest implements EngineRequest {
  readonly variables: EngineRequest['variables'];
  readonly identity: Identity;
  readonly caller: Caller;
  readonly headersFor: EngineRequest['headersFor'];
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly deadline: Date;
  readonly admit: EngineRequest['admit'];
  readonly leaving: Client;
  readonly acceptsParts: boolean;

  constructor(
    { request, response, requestId }: Visit,
    who: Identified & Pick<EngineRequest, 'variables' | 'acceptsParts'>,
    { timeoutMs, admissionFor, clientAddressOf = addressOf }: GraphRequestOptions,
  ) {
    this.variables = who.variables;
    this.identity = who.identity;
    this.caller = who.caller;
    this.headersFor = who.headersFor;
    this.requestId = requestId;
    this.traceparent = traceparentOf(request.headers);
    this.deadline = new Date(Date.now() + timeoutMs);
    this.admit = admissionFor?.({
      identity: who.identity,
      clientAddress: clientAddressOf(request),
      wantsCost: wantsCost(request.headers),
    });
    this.acceptsParts = who.acceptsParts === true;
    this.leaving = new Client();
    if (response.closed) this.leaving.leave();
    else response.once('close', () => this.leaving.leave());
  }
}

const addressOf = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';
