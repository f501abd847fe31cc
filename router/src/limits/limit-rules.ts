import type { ValidationRule } from 'graphql';
import { validationAbortedError } from 'graphql/validation/validationAbortedError.js';
import { limitErrors } from './limit-errors.ts';
import type { Limits } from './limits.ts';

/**
 * The limits as a rule of validation, which speaks before any other rule has looked at a selection and ends the validation of
 * what is beyond them: to find out what else is wrong with it may take half a million comparisons, the library's own bound.
 */
export const limitRules = (limits: Limits): ValidationRule[] => [
  (context) => ({
    Document: (document) => {
      const errors = limitErrors(document, limits);
      for (const error of errors) context.reportError(error);
      if (errors.length > 0) throw validationAbortedError;
    },
  }),
];
