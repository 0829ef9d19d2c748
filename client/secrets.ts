import { type SecretStorage, window, workspace } from 'vscode'
import type { SecretParams } from '../server/protocol'

/** Secrets lie in the editor's own store, apart by project: a project can't name another's. */
const keyOf = ({ root, name }: SecretParams): string => `${root} ${name}`

/** Asks the user once, and again only when what was stored did not work. */
export async function provideSecret(store: SecretStorage, params: SecretParams): Promise<string | null> {
  if (!workspace.isTrusted) return null
  const key = keyOf(params)
  if (params.reason === 'rejected') await store.delete(key)
  const stored = await store.get(key)
  if (stored !== undefined) return stored
  const given = await window.showInputBox({
    title: `Lockstep: secret ${params.name}`,
    prompt: `${params.purpose}. Kept in this editor's secret storage.`,
    password: true,
    ignoreFocusOut: true,
  })
  if (given === undefined || given === '') return null
  await store.store(key, given)
  return given
}
