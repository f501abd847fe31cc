import { describeConfiguration } from '@stoa/platform';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { DEFAULT_STREAM_BOUNDS } from '../live/http/stream-options.ts';
import { DEFAULT_LIVE_LIMITS } from '../live/live-limits.ts';
import { DEFAULT_WEBSOCKET_LIMITS } from '../live/websocket/websocket-limits.ts';
import { PLANNER_LIMITS } from '../plan/planner-limits.ts';
import { routerSettings, subgraphSettings } from '../settings.ts';

/** What `--help` says: flags, keys of the configuration, variables of the environment. */
export const helpText = (): string => `Serves a Federation 2 supergraph over HTTP subgraphs.

  node router/src/main.ts --supergraph FILE [--port N] [--host H] [--subgraph name=url …] [--config FILE] [--watch]

  --supergraph FILE    the composed supergraph; SUPERGRAPH_FILE when absent
  --port N             port to listen on, 0 for any that is free; ROUTER_PORT, PORT, else 4000
  --host H             address to listen on; ROUTER_HOST, else 127.0.0.1
  --subgraph name=url  where a subgraph answers, once for each; else as the configuration, the environment or the supergraph says
  --config FILE        a configuration in YAML or JSON
  --watch              serves the supergraph anew whenever its file changes
  --help               this text

SIGHUP reads the supergraph again. SIGTERM and SIGINT finish what has begun and end; a second one ends at once.
Exit code 2: the command line is wrong; 1: anything else.

The configuration's keys; absent is the default:

  subgraphs.NAME       url; timeoutMs, longest wait for one answer; connections, most that are kept open (64);
                       subscriptionUrl, where it serves subscriptions (url with ws or wss)
  limits               ${listed(DEFAULT_LIMITS)}
  budgets              default and roles.POLICY: what one operation may cost
  rates                client, rootFields, operations: how often who may ask what
  subscriptions.limits  ${listed(DEFAULT_LIVE_LIMITS)}
  subscriptions.sockets ${listed(DEFAULT_WEBSOCKET_LIMITS)}
  subscriptions.streams ${listed(DEFAULT_STREAM_BOUNDS)}
  trustedProxies       proxies before the router that append to x-forwarded-for (0)
  headers              which headers reach the subgraphs
  authentication       whose access tokens are taken; nobody's when absent
  cors.origins         "*" or origins of web pages that may ask
  persistedOperations  manifest, Apollo's format, relative to the configuration; mode: off, prefer or only (prefer)
  introspection        true or false (true, in production false)
  compression          true or false
  fastLane             true or false: whether known operations pass Apollo Server by
  metrics              true or false
  errors.pass          which errors of subgraphs clients see in their own words: coded, all or none (coded)
  planner              ${listed(PLANNER_LIMITS)}

The environment:

${describeConfiguration(routerSettings)}
For each subgraph, its name in capitals:

${describeConfiguration(subgraphSettings('NAME'))}`;

const listed = (defaults: object) =>
  Object.entries(defaults as Readonly<Record<string, number>>)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
