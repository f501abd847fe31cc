import type { GraphQLFormattedError } from 'graphql';
import { Refusal, unavailable } from '../../refusal.ts';
import { coded } from '../live-errors.ts';

/** This process holds as many streams as it may. */
export const tooManyStreams = (): Refusal => {
  const { status, code, message } = unavailable(503, 'No more streams here. Try again.');
  return new Refusal({ status, code, message, headers: { 'retry-after': '5' } });
};

/** This process ends: another one takes the client. */
export const shuttingDown = (): Refusal =>
  new Refusal({ status: 503, ...SHUTTING_DOWN_FACTS, headers: { 'retry-after': '1' } });

/** No stream has this token, or it is somebody else's: nobody learns which. */
export const noSuchStream = (): Refusal =>
  new Refusal({ status: 404, code: 'STREAM_NOT_FOUND', message: 'There is no stream of this token.' });

/** A reservation is for one connection. */
export const streamAlreadyOpen = (): Refusal =>
  new Refusal({ status: 409, code: 'STREAM_ALREADY_OPEN', message: 'The stream of this token is open already.' });

export const operationIdInUse = (): Refusal =>
  new Refusal({ status: 409, code: 'OPERATION_ID_IN_USE', message: 'The stream has an operation of this id.' });

/** Its client, or its stream, was faster than its beginning. */
export const operationStopped = (): Refusal =>
  new Refusal({ status: 409, code: 'OPERATION_STOPPED', message: 'The operation was stopped before it began.' });

/** @param most how many operations one stream carries */
export const tooManyOperations = (most: number): Refusal =>
  new Refusal({
    status: 429,
    code: 'SUBSCRIPTION_LIMIT_EXCEEDED',
    message: `A stream has at most ${most} subscriptions.`,
  });

/** @param most how many shared streams one user or address has */
export const tooManyStreamsOfClient = (most: number): Refusal =>
  new Refusal({
    status: 429,
    code: 'SUBSCRIPTION_LIMIT_EXCEEDED',
    message: `You may have at most ${most} event streams.`,
  });

/** A reserved stream has one type. */
export const noEventStream = (): Refusal =>
  new Refusal({ status: 406, code: 'NOT_ACCEPTABLE', message: 'A reserved stream is text/event-stream.' });

/** Only streams are sent at this address. */
export const noStreamWanted = (): Refusal =>
  new Refusal({
    status: 406,
    code: 'NOT_ACCEPTABLE',
    message:
      'Streams are text/event-stream or multipart/mixed;subscriptionSpec="1.0"; others show the token of theirs.',
  });

export const streamMethodNotAllowed = (): Refusal =>
  new Refusal({
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: 'A stream is reserved by PUT, opened by GET, given operations by POST and freed of them by DELETE.',
    headers: { allow: 'GET, POST, PUT, DELETE' },
  });

const SHUTTING_DOWN_FACTS = { code: 'SERVER_SHUTTING_DOWN', message: 'This server goes away: connect again.' };

export const SHUTTING_DOWN: readonly GraphQLFormattedError[] = [
  coded(SHUTTING_DOWN_FACTS.code, SHUTTING_DOWN_FACTS.message),
];

export const TOKEN_EXPIRED: readonly GraphQLFormattedError[] = [
  coded('TOKEN_EXPIRED', 'The access token has expired.'),
];
