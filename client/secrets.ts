import { type SecretStorage, window, workspace } from 'vscode'
import type { SecretParams } from '../server/protocol'

type Secret = Pick<SecretParams, 'root' | 'name'>

/** Secrets lie in the editor's own store, apart by project: a project can't name another's. */
const keyOf = ({ root, name }: Secret): string => `${root} ${name}`

/** Asks the user once, and again only when what was stored did not work. */
export async function provideSecret(store: SecretStorage, params: SecretParams): Promise<string | null> {
  if (!workspace.isTrusted) return null
  const key = keyOf(params)
  if (params.reason === 'rejected') await store.delete(key)
  const stored = await store.get(key)
  if (stored !== undefined) return stored
  if (params.reason === 'unasked') return null
  return (await askSecret(store, params)) || null
}

/** What was typed is stored; nothing typed deletes what is. Undefined: the user went away. */
export async function askSecret(
  store: SecretStorage,
  { purpose, ...secret }: Secret & Pick<SecretParams, 'purpose'>,
): Promise<string | undefined> {
  const given = await window.showInputBox({
    title: `Lockstep: secret ${secret.name}`,
    prompt: `${purpose}. Kept in this editor's secret storage.`,
    placeHolder: 'postgres://user:password@host:5432/database',
    password: true,
    ignoreFocusOut: true,
  })
  if (given === '') await store.delete(keyOf(secret))
  else if (given !== undefined) await store.store(keyOf(secret), given)
  return given
}
