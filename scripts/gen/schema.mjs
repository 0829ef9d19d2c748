// The JSON schema of lockstep.json, for completion and validation in any editor: the one the engine itself checks with.
import { evaluate } from '../evaluate.mjs'

export async function generate() {
  const { schema } = await evaluate(`export { schema } from './server/engine/workspace/workspace'`)
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Lockstep project',
    allowComments: true,
    allowTrailingCommas: true,
    ...schema(),
  }
  return [['schemas/lockstep.schema.json', `${JSON.stringify(document, null, 2)}\n`]]
}
