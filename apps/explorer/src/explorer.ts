import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { defaultQuery } from './default-query.ts';

const ENDPOINT = '/graphql';

const explorer = createElement(
  GraphiQL,
  {
    fetcher: createGraphiQLFetcher({ url: ENDPOINT }),
    defaultQuery,
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
