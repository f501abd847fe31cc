import { generateTypes } from './tools/schema/generate-types.ts';

const { files, changed, faults } = await generateTypes(process.cwd());
for (const path of changed) console.log(`wrote ${path}`);
for (const fault of faults) console.error(`✗ ${fault}`);
console.log(`codegen: ${files} files, ${changed.length} changed`);
process.exitCode = faults.length === 0 ? 0 : 1;
