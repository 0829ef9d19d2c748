import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Workspace } from '../../../server/engine/workspace/workspace'
import { withFolder } from '../../support/temporary'

const file = (together: boolean): string => {
  const apart = together ? '' : '-- +goose StatementEnd\n-- +goose StatementBegin\n'
  return `-- +goose NO TRANSACTION
-- +goose Up
-- +goose StatementBegin
alter table items add column note text;
${apart}update items set note = '';
-- +goose StatementEnd
-- +goose StatementBegin
drop index concurrently items_name;
-- +goose StatementEnd
-- +goose StatementBegin
set lock_timeout = '2s';
create index concurrently items_note on items (note);
-- +goose StatementEnd
-- +goose Down
select 1;
`
}
const wanted = ['ddl-and-backfill-same-transaction', 'index-concurrently-in-transaction']

const codesIn = (workspace: Workspace, path: string): readonly string[] => {
  const { source, diagnostics } = workspace.check(path)
  return diagnostics
    .filter(({ code }) => wanted.includes(code))
    .map(({ code, span }) => `${code} ${source.range(span).start.line + 1}`)
}

test('statements that goose sends as one query share a transaction, while they are typed too', () =>
  withFolder({ 'db/migrations/00001_a.sql': file(true) }, async (root) => {
    const path = `${root}/db/migrations/00001_a.sql`
    let text: string | undefined
    const workspace = new Workspace({ root, overlay: (asked) => (asked === path ? text : undefined) })
    await workspace.refresh()
    const both = ['ddl-and-backfill-same-transaction 5', 'index-concurrently-in-transaction 12']
    assert.deepEqual(codesIn(workspace, path), both)
    for (const together of [true, false, true]) {
      text = file(together)
      workspace.touch(path)
      assert.deepEqual(codesIn(workspace, path), together ? both : ['index-concurrently-in-transaction 14'])
    }
  }))
