import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { defaultQuery, defaultSubscription } from './default-query.ts';

const ENDPOINT = '/graphql';
const SOCKET = new URL(ENDPOINT, location.href.replace(/^http/, 'ws')).href;

const explorer = createElement(
  GraphiQL,
  {
    fetcher: createGraphiQLFetcher({ url: ENDPOINT, subscriptionUrl: SOCKET }),
    defaultQuery,
    defaultTabs: [{ query: defaultQuery }, { query: defaultSubscription, variables: '{ "id": "ord_…" }' }],
    defaultEditorToolsVisibility: 'headers',
    // A bearer token typed here would outlive the tab in localStorage.
    shouldPersistHeaders: false,
  },
  createElement(
    GraphiQL.Logo,
    null,
    createElement('a', { href: '/', title: 'Apollo Sandbox (needs a network)' }, 'Stoa'),
  ),
);

createRoot(document.getElementById('explorer') as HTMLElement).render(explorer);
