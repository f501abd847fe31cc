import path from 'node:path';
import type { Clock } from '@stoa/kernel';
import type { Log, Settings } from '@stoa/platform';
import { buildSchema, readTypeDefs } from './build-schema.ts';
import { mutationDoor, type Bound, type CommandTable, type SubgraphContext } from './context.ts';
import { executor } from './execute.ts';
import { formatErrors } from './format-error.ts';
import type { SubgraphHandler } from './handler.ts';
import { withMutationDoors, type RequestContext } from './mutation-doors.ts';
import type { SubgraphDefinition } from './subgraph-definition.ts';

interface House<Rooms, Commands extends CommandTable> {
  readonly rooms: Rooms;
  readonly commands: Bound<Commands>;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after every mutation, whatever came of it: there may be something to relay. */
  readonly afterMutation: () => void;
}

/** The subgraph's GraphQL door: runs a request against its schema with a context of its own and masks what went wrong. */
export const requestHandler = <Database, Rooms, Commands extends CommandTable, Loaders, Shape extends Settings>(
  definition: SubgraphDefinition<Database, Rooms, Commands, Loaders, Shape>,
  { rooms, commands, clock, log, afterMutation }: House<Rooms, Commands>,
): SubgraphHandler => {
  const schema = buildSchema<SubgraphContext<Rooms, Commands, Loaders>>({
    typeDefs: readTypeDefs(path.join(definition.directory, 'schema')),
    resolvers: withMutationDoors(definition.resolvers),
    references: definition.references ?? {},
  });
  const executable = executor(schema);

  return async (request) => {
    const { query, variables, operationName, caller, requestId } = request;
    const context: RequestContext<Rooms, Commands, Loaders> = {
      caller,
      requestId,
      rooms,
      commands,
      loaders: definition.loaders(rooms, caller),
      doorOf: (field, input) => mutationDoor(request, clock.now(), { field, input }),
    };
    const { data, errors } = await executable.run(query, { variables, operationName, context });
    if (executable.isMutation(query, operationName)) afterMutation();
    return {
      ...(data !== undefined && { data }),
      ...(errors && { errors: formatErrors(errors, { log, requestId }) }),
    };
  };
};
