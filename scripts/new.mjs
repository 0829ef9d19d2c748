// `npm run new rule|convention|kind|feature|command|cli NAME`: the file and its test, then the indexes.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const kinds = {
  rule: (id) => ({
    [`server/engine/lint/rules/${id}.ts`]: `import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: '',
    why: '',
    instead: '',
    wrong: [],
    right: [],
  },
  create: () => ({}),
})
`,
    [`test/engine/lint/rules/${id}.sql`]: '--- fires\n\n--- silent\n',
  }),
  convention: (id) => ({
    [`server/engine/conventions/${id}.ts`]: `import { defineConvention } from './convention'\n\nexport default defineConvention({})\n`,
  }),
  kind: (id) => ({
    [`server/engine/catalog/kinds/${id}.ts`]: `import { defineKind } from '../catalog'\n\nexport default defineKind({})\n`,
    [`test/engine/catalog/kinds/${id}.sql`]: '--- folds as PostgreSQL runs it\n',
  }),
  feature: (id) => ({
    [`server/lsp/features/${id}.ts`]: `import { defineFeature } from '../feature'\n\nexport default defineFeature({\n  register() {},\n})\n`,
    [`test/lsp/features/${id}.test.ts`]: `import { test } from 'node:test'\n\ntest('answers')\n`,
  }),
  command: (id) => ({
    [`client/commands/${id}.ts`]: `import { defineCommand } from './command'\n\nexport default defineCommand({})\n`,
  }),
  cli: (id) => ({
    [`server/cli/commands/${id}.ts`]: `import { defineCommand } from '../command'\n\nexport default defineCommand({})\n`,
    [`test/cli/${id}.test.ts`]: `import { test } from 'node:test'\n\ntest('prints')\n`,
  }),
}

const [kind, id] = process.argv.slice(2)
if (!kind || !id || !Object.hasOwn(kinds, kind) || !/^[a-z][a-z0-9_-]*$/.test(id)) {
  console.error(`Usage: npm run new ${Object.keys(kinds).join('|')} NAME`)
  process.exit(2)
}
for (const [path, text] of Object.entries(kinds[kind](id))) {
  if (existsSync(path)) {
    console.error(`${path} is there already`)
    process.exit(2)
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  console.log(`wrote ${path}`)
}
spawnSync(process.execPath, ['scripts/gen.mjs'], { stdio: 'inherit' })
