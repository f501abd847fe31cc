const DUMPING_GROUNDS = /^(index|utils?|common|misc|helpers?|manager)$|-(utils?|helpers?|manager)$/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * A file is named for the thing it holds: kebab-case; a resolver as the schema spells its type or field; never a dumping
 * ground. `packages/<name>/src/<name>.ts` is the door, so nobody needs an index.
 */
export const fileNameRule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      dump: '"{{name}}" says nothing about what it holds: name the file for the thing.',
      spelling: '"{{name}}": files are named in kebab-case (resolvers as the schema spells the field).',
    },
  },
  create: (context) => ({
    Program: (node) => {
      const path = context.filename.replaceAll('\\', '/');
      const name = (path.split('/').pop() ?? '').replace(/(\.(config|contract|test|d))*\.[cm]?[jt]sx?$/, '');
      if (DUMPING_GROUNDS.test(name)) context.report({ node, messageId: 'dump', data: { name } });
      else if (!path.includes('/resolvers/') && !KEBAB_CASE.test(name.replace(/^\./, '')))
        context.report({ node, messageId: 'spelling', data: { name } });
    },
  }),
};
