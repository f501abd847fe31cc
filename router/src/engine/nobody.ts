import type { Identity } from './engine.ts';

/** The identity of those who showed nothing. */
export const NOBODY: Identity = { key: '', subject: '', isAuthenticated: false, scopes: [], policies: [] };
